package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import dev.ordersaga.local.stepfunctions.CreatedStateMachine.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** State machines in the journal: each whole, whenever it changes. */
final class StateMachineRecords {

    private final LocalJournal journal;
    private final Revisions revisions;

    // Guarded by the revisions: what each state machine's last entry refers to.
    private final Map<String, List<String>> referredTo = new HashMap<>();

    StateMachineRecords(LocalJournal journal, Revisions revisions) {
        this.journal = journal;
        this.revisions = revisions;
    }

    /** The state machine is as it is now; its own lock is held, so that of two changes the later one is written later. */
    void changed(CreatedStateMachine machine) {
        if (!journal.isDurable()) {
            return;
        }
        synchronized (revisions) {
            List<String> references = new ArrayList<>();
            ObjectNode json = AwsJson.MAPPER.createObjectNode();
            json.put("account", machine.owner().account());
            json.put("region", machine.owner().region());
            json.put("name", machine.name());
            json.put("express", machine.express());
            json.put("creationDate", machine.creationDate().toString());
            json.put("newest", refer(machine.newest(), references));
            ObjectNode tags = json.putObject("tags");
            machine.tags().forEach(tags::put);
            json.put("lastVersion", machine.lastVersion());
            ArrayNode versions = json.putArray("versions");
            List<Version> newestFirst = machine.versions();
            for (int i = newestFirst.size() - 1; i >= 0; i--) {
                Version version = newestFirst.get(i);
                ObjectNode each = versions.addObject();
                each.put("number", version.number());
                each.put("revision", refer(version.revision(), references));
                each.put("creationDate", version.creationDate().toString());
                each.put("description", version.description());
            }
            ArrayNode aliases = json.putArray("aliases");
            machine.aliases().forEach(alias -> write(alias, aliases.addObject()));
            journal.set(EntryKind.STATE_MACHINE, machine.arn(), AwsJson.MAPPER.writeValueAsBytes(json));
            List<String> before = referredTo.put(machine.arn(), references);
            if (before != null) {
                before.forEach(revisions::release);
            }
        }
    }

    private String refer(Revision revision, List<String> references) {
        String key = revisions.retain(revision);
        references.add(key);
        return key;
    }

    private static void write(CreatedAlias alias, ObjectNode json) {
        json.put("name", alias.arn().name());
        json.put("description", alias.description());
        ArrayNode routes = json.putArray("routes");
        alias.routing()
                .routes()
                .forEach(route -> routes.addObject()
                        .put("version", route.version().number())
                        .put("weight", route.weight()));
        json.put("creationDate", alias.creationDate().toString());
        json.put("updateDate", alias.updateDate().toString());
    }

    void deleted(String arn) {
        if (!journal.isDurable()) {
            return;
        }
        synchronized (revisions) {
            journal.remove(EntryKind.STATE_MACHINE, arn);
            List<String> before = referredTo.remove(arn);
            if (before != null) {
                before.forEach(revisions::release);
            }
        }
    }

    /** The state machines that the journal has. */
    List<CreatedStateMachine> read(Map<String, List<byte[]>> recovered, Map<String, Revision> known) {
        List<CreatedStateMachine> machines = new ArrayList<>();
        recovered.forEach((arn, values) -> {
            JsonNode json = AwsJson.MAPPER.readTree(values.get(0));
            read(arn, json, known).ifPresent(machines::add);
        });
        return machines;
    }

    private Optional<CreatedStateMachine> read(String arn, JsonNode json, Map<String, Revision> known) {
        List<String> references = new ArrayList<>();
        Optional<Revision> newest = found(json.path("newest"), known, references);
        Optional<CreatedStateMachine> machine = newest.map(revision -> new CreatedStateMachine(
                new Caller(json.path("account").asString(), json.path("region").asString()),
                json.path("name").asString(),
                json.path("express").asBoolean(),
                Instant.parse(json.path("creationDate").asString()),
                revision));
        machine.ifPresent(created -> {
            List<Version> versions = new ArrayList<>();
            for (JsonNode each : json.path("versions")) {
                int number = each.path("number").asInt();
                found(each.path("revision"), known, references)
                        .ifPresent(revision -> versions.add(new Version(
                                new Arn.StateMachine(created.owner(), created.name())
                                        .version(number)
                                        .text(),
                                number,
                                revision,
                                Instant.parse(each.path("creationDate").asString()),
                                text(each.path("description")))));
            }
            Map<String, String> tags = new LinkedHashMap<>();
            json.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString()));
            List<CreatedAlias> aliases = new ArrayList<>();
            json.path("aliases").forEach(each -> aliases.add(alias(created, each)));
            created.restore(tags, versions, aliases, json.path("lastVersion").asInt());
            referredTo.put(arn, references);
        });
        return machine;
    }

    private Optional<Revision> found(JsonNode key, Map<String, Revision> known, List<String> references) {
        Optional<Revision> revision = Revisions.find(known, key);
        if (revision.isPresent()) {
            revisions.retained(key.asString());
            references.add(key.asString());
        }
        return revision;
    }

    private static CreatedAlias alias(CreatedStateMachine machine, JsonNode json) {
        Arn.StateMachine arn = new Arn.StateMachine(machine.owner(), machine.name());
        List<Routing.Route> routes = new ArrayList<>();
        for (JsonNode route : json.path("routes")) {
            routes.add(new Routing.Route(
                    new Arn.Version(arn, route.path("version").asString()),
                    route.path("weight").asInt()));
        }
        return new CreatedAlias(
                new Arn.Alias(arn, json.path("name").asString()),
                text(json.path("description")),
                new Routing(routes),
                Instant.parse(json.path("creationDate").asString()),
                Instant.parse(json.path("updateDate").asString()));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
