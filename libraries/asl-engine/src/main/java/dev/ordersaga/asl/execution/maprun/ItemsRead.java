package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.CsvFormat;
import dev.ordersaga.asl.DataFormat;
import dev.ordersaga.asl.ItemReader;
import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.expression.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An ItemReader at work.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
final class ItemsRead {

    private static final Pattern COMMA = Pattern.compile(", *");

    private final ObjectStore store;
    private final ItemReader reader;
    private final JsonNode arguments;
    private final long most;

    private ItemsRead(ObjectStore store, MapRunRequest.Reading reading) {
        this.store = store;
        this.reader = reading.reader();
        this.arguments = reading.arguments();
        this.most = reading.maxItems();
    }

    /** The items. */
    static List<JsonNode> of(ObjectStore store, MapRunRequest.Reading reading) throws ObjectStore.Refused {
        return new ItemsRead(store, reading).items();
    }

    private List<JsonNode> items() throws ObjectStore.Refused {
        String bucket = text("Bucket");
        if (reader.format() != DataFormat.LISTING && !reader.flatten()) {
            Optional<String> version =
                    Optional.ofNullable(arguments.get("VersionId")).map(JsonNode::asString);
            return read(bucket, store.get(bucket, text("Key"), version));
        }
        List<JsonNode> listed = store.list(bucket, arguments.path("Prefix").asString(""));
        if (!reader.flatten()) {
            return first(listed);
        }
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode object : listed) {
            String key = object.path("Key").asString("");
            if (items.size() < most && object.path("Size").asLong(0) > 0) {
                items.addAll(read(bucket, store.get(bucket, key, Optional.empty())));
            }
        }
        return first(items);
    }

    private String text(String argument) throws ObjectStore.Refused {
        JsonNode value = arguments.path(argument);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new ObjectStore.Refused("The ItemReader's " + argument + " must be a string but was: " + value);
        }
        return value.stringValue();
    }

    private List<JsonNode> read(String bucket, byte[] bytes) throws ObjectStore.Refused {
        try {
            return switch (reader.format()) {
                case CSV -> Csv.items(string(bytes), reader.csv(), most);
                case JSONL -> lines(string(bytes));
                case MANIFEST -> manifest(bucket, JsonText.parse(string(bytes)));
                case PARQUET -> throw new ObjectStore.Refused("Parquet is not read here.");
                default -> array(JsonText.parse(string(bytes)).at(reader.itemsPointer()));
            };
        } catch (JacksonException e) {
            throw new ObjectStore.Refused("Unable to parse the object: " + e.getOriginalMessage());
        }
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<JsonNode> array(JsonNode json) throws ObjectStore.Refused {
        if (!json.isArray()) {
            throw new ObjectStore.Refused("Attempting to map over non-iterable node.");
        }
        return first(List.copyOf(json.values()));
    }

    private List<JsonNode> lines(String text) {
        List<JsonNode> items = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).limit(most).forEach(line -> items.add(JsonText.parse(line)));
        return items;
    }

    /** An S3 inventory: {@code fileSchema} names the columns, {@code files} the objects with the rows, packed. */
    private List<JsonNode> manifest(String bucket, JsonNode manifest) throws ObjectStore.Refused {
        String format = manifest.path("fileFormat").asString("");
        if (!format.toUpperCase(Locale.ROOT).equals("CSV")) {
            throw new ObjectStore.Refused("A manifest's files are read here as CSV, and this one's are " + format);
        }
        List<String> columns =
                COMMA.splitAsStream(manifest.path("fileSchema").asString("")).toList();
        String source = manifest.path("destinationBucket").asString(bucket);
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode file : manifest.path("files")) {
            if (items.size() < most) {
                byte[] bytes = store.get(
                        source.substring(source.lastIndexOf(':') + 1),
                        file.path("key").asString(""),
                        Optional.empty());
                items.addAll(Csv.items(string(unpacked(bytes)), new CsvFormat(Optional.of(columns), ','), most));
            }
        }
        return first(items);
    }

    private static byte[] unpacked(byte[] bytes) throws ObjectStore.Refused {
        if (bytes.length < 2 || bytes[0] != (byte) 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ObjectStore.Refused("An object of the manifest cannot be unpacked: " + e.getMessage());
        }
    }

    private List<JsonNode> first(List<JsonNode> items) {
        return items.size() <= most ? items : items.subList(0, (int) most);
    }
}
