package dev.ordersaga.participant;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What is written down before something happens outside.
 *
 * @param memo what the undo will need to know, or null
 * @param writes commit in one transaction with the record of the intent
 */
public record Intent(@Nullable Object memo, List<TransactWriteItem> writes) {

    public Intent {
        writes = List.copyOf(writes);
    }

    public static Intent of(@Nullable Object memo, TransactWriteItem... writes) {
        return new Intent(memo, Arrays.asList(writes));
    }
}
