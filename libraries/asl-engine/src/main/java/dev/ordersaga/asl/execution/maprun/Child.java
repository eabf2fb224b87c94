package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.MapItem;
import dev.ordersaga.asl.execution.MapRunRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One child of a Map Run, from its input to its end. Only the run touches it, under its own lock. */
final class Child {

    final int index;

    /** How many items it stands for. */
    final int items;

    /** Null before it has been begun. */
    @Nullable
    Execution execution;

    /** How it ended; null before that. */
    @Nullable
    ExecutionStatus ended;

    private final MapItem given;

    /**
     * A child that has not begun.
     *
     * @param given the item that its input is selected from, or the batch that is its input
     */
    Child(int index, MapItem given, int items) {
        this.index = index;
        this.given = given;
        this.items = items;
    }

    MapItem given() {
        return given;
    }

    /**
     * One child for each item or batch, in their order.
     *
     * @throws ObjectStore.Refused when the items cannot be read
     */
    static List<Child> all(MapRunRequest asked, ObjectStore store) throws ObjectStore.Refused {
        MapRunRequest.Items from = asked.items();
        List<MapItem> given = from.given().isPresent()
                ? MapItem.all(from.given().get(), MapItem.STATE_DATA)
                : ItemsRead.of(store, from.reading().orElseThrow());
        List<Child> planned = new ArrayList<>(given.size());
        if (asked.batching().isEmpty()) {
            for (MapItem item : given) {
                planned.add(new Child(planned.size(), item, 1));
            }
            return planned;
        }
        List<JsonNode> selected = new ArrayList<>(given.size());
        for (MapItem item : given) {
            selected.add(from.selection().of(selected.size(), item));
        }
        for (JsonNode batch : Batches.of(selected, asked.batching().get())) {
            planned.add(new Child(
                    planned.size(),
                    MapItem.of(batch, MapItem.STATE_DATA),
                    batch.path("Items").size()));
        }
        return planned;
    }
}
