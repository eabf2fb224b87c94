package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Activities in the journal: each whole with its tags, whenever it changes. */
final class ActivityRecords {

    private final LocalJournal journal;

    ActivityRecords(LocalJournal journal) {
        this.journal = journal;
    }

    void changed(Activities.Created activity) {
        if (journal.isDurable()) {
            ObjectNode json = AwsJson.MAPPER.createObjectNode();
            json.put("creationDate", activity.creationDate().toString());
            json.set("encryption", activity.encryption());
            ObjectNode written = json.putObject("tags");
            activity.tags().tags().forEach(written::put);
            journal.set(EntryKind.ACTIVITY, activity.arn().text(), AwsJson.MAPPER.writeValueAsBytes(json));
        }
    }

    void deleted(Arn.Activity arn) {
        journal.remove(EntryKind.ACTIVITY, arn.text());
    }

    /** Makes an activity of what was kept. */
    @FunctionalInterface
    interface Made {

        Activities.Created of(Arn.Activity arn, Instant creationDate, Map<String, String> tags, JsonNode encryption);
    }

    List<Activities.Created> read(Made made) {
        List<Activities.Created> all = new ArrayList<>();
        journal.recovered(EntryKind.ACTIVITY).forEach((arn, values) -> {
            JsonNode json = AwsJson.MAPPER.readTree(values.get(0));
            Map<String, String> tags = new LinkedHashMap<>();
            json.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString()));
            all.add(made.of(
                    Arn.activity(arn),
                    Instant.parse(json.path("creationDate").asString()),
                    tags,
                    json.path("encryption").isObject()
                            ? json.path("encryption")
                            : EncryptionConfigurations.ownedKey()));
        });
        return all;
    }
}
