package dev.ordersaga.local.lambda;

import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Functions in the journal: each whole, whenever it changes. Their code lies unpacked in the data folder. */
final class FunctionRecords {

    private final LocalJournal journal;

    FunctionRecords(LocalJournal journal) {
        this.journal = journal;
    }

    /**
     * All that is known of a function.
     *
     * @param versions {@code $LATEST} first
     */
    record Known(
            List<VersionConfiguration> versions,
            List<LambdaFunction.Alias> aliases,
            @Nullable Integer reservedConcurrency,
            int lastVersion) {}

    void changed(String name, Known function) {
        if (!journal.isDurable()) {
            return;
        }
        ObjectNode json = LambdaJson.object();
        ArrayNode versions = json.putArray("versions");
        function.versions().forEach(version -> write(version, versions.addObject()));
        ArrayNode aliases = json.putArray("aliases");
        function.aliases()
                .forEach(alias -> aliases.addObject()
                        .put("name", alias.name())
                        .put("version", alias.version())
                        .put("description", alias.description())
                        .put("revision", alias.revision()));
        if (function.reservedConcurrency() != null) {
            json.put("reservedConcurrency", function.reservedConcurrency());
        }
        json.put("lastVersion", function.lastVersion());
        journal.set(EntryKind.FUNCTION, name, LambdaJson.write(json).getBytes(StandardCharsets.UTF_8));
    }

    void deleted(String name) {
        journal.remove(EntryKind.FUNCTION, name);
    }

    private static void write(VersionConfiguration version, ObjectNode json) {
        json.put("name", version.name());
        json.put("version", version.version());
        json.put("runtime", version.runtime());
        json.put("handler", version.handler());
        json.put("role", version.role());
        json.put("description", version.description());
        json.put("timeoutSeconds", version.timeout().toSeconds());
        json.put("memoryMegabytes", version.memoryMegabytes());
        json.put("invocationsPerEnvironment", version.invocationsPerEnvironment());
        ObjectNode environment = json.putObject("environment");
        version.environment().forEach(environment::put);
        json.put("codeRoot", version.code().root().toAbsolutePath().toString());
        json.put("codeSha256", version.code().sha256());
        json.put("codeSize", version.code().size());
        json.put("lastModified", version.lastModified());
        json.put("revision", version.revision());
    }

    /** The functions that the journal has, by name, but for those whose code is not there any more. */
    Map<String, Known> read() {
        Map<String, Known> functions = new LinkedHashMap<>();
        journal.recovered(EntryKind.FUNCTION).forEach((name, values) -> {
            JsonNode json = LambdaJson.read(values.get(0));
            List<VersionConfiguration> versions = new ArrayList<>();
            for (JsonNode version : json.path("versions")) {
                VersionConfiguration read = version(version);
                if (Files.isDirectory(read.code().root())) {
                    versions.add(read);
                } else {
                    System.err.println("local-aws: version " + read.version() + " of the function " + name
                            + " is not there any more, because its code is not: "
                            + read.code().root());
                }
            }
            List<LambdaFunction.Alias> aliases = new ArrayList<>();
            for (JsonNode alias : json.path("aliases")) {
                aliases.add(new LambdaFunction.Alias(
                        alias.path("name").asString(),
                        alias.path("version").asString(),
                        alias.path("description").asString(),
                        alias.path("revision").asString()));
            }
            JsonNode reserved = json.path("reservedConcurrency");
            if (!versions.isEmpty() && versions.get(0).version().equals(VersionConfiguration.LATEST)) {
                functions.put(
                        name,
                        new Known(
                                versions,
                                aliases,
                                reserved.isInt() ? reserved.intValue() : null,
                                json.path("lastVersion").asInt()));
            }
        });
        return functions;
    }

    private static VersionConfiguration version(JsonNode json) {
        Map<String, String> environment = new LinkedHashMap<>();
        json.path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asString()));
        return new VersionConfiguration(
                json.path("name").asString(),
                json.path("version").asString(),
                json.path("runtime").asString(),
                json.path("handler").asString(),
                json.path("role").asString(),
                json.path("description").asString(),
                Duration.ofSeconds(json.path("timeoutSeconds").asLong()),
                json.path("memoryMegabytes").asInt(),
                json.path("invocationsPerEnvironment").asInt(),
                environment,
                new FunctionCode(
                        Path.of(json.path("codeRoot").asString()),
                        json.path("codeSha256").asString(),
                        json.path("codeSize").asLong()),
                json.path("lastModified").asString(),
                json.path("revision").asString());
    }
}
