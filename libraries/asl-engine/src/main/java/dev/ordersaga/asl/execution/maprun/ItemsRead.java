package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.CsvFormat;
import dev.ordersaga.asl.DataFormat;
import dev.ordersaga.asl.ItemReader;
import dev.ordersaga.asl.execution.MapItem;
import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.expression.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
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

    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
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
    static List<MapItem> of(ObjectStore store, MapRunRequest.Reading reading) throws ObjectStore.Refused {
        return new ItemsRead(store, reading).items();
    }

    private List<MapItem> items() throws ObjectStore.Refused {
        String bucket = text("Bucket");
        if (reader.format() == DataFormat.LISTING) {
            List<MapItem> listed = new ArrayList<>();
            listed(bucket).forEach(object -> listed.add(MapItem.of(object, "S3://" + bucket)));
            return first(listed);
        }
        return switch (reader.objects()) {
            case NAMED -> {
                Optional<String> version =
                        Optional.ofNullable(arguments.get("VersionId")).map(JsonNode::asString);
                String key = text("Key");
                yield read(bucket, key, store.get(bucket, key, version));
            }
            case LISTED -> {
                List<Place> places = new ArrayList<>();
                for (JsonNode object : listed(bucket)) {
                    if (object.path("Size").asLong(0) > 0) {
                        places.add(new Place(bucket, object.path("Key").asString("")));
                    }
                }
                yield all(places);
            }
            case OF_ATHENA_MANIFEST -> {
                List<Place> places = new ArrayList<>();
                for (List<String> row : Csv.rows(string(store.get(bucket, text("Key"), Optional.empty())))) {
                    if (!row.get(0).isBlank()) {
                        places.add(Place.of(row.get(0).strip()));
                    }
                }
                yield all(places);
            }
        };
    }

    private List<JsonNode> listed(String bucket) throws ObjectStore.Refused {
        return store.list(bucket, arguments.path("Prefix").asString(""));
    }

    /** Where an object is. */
    private record Place(String bucket, String key) {

        private static final Pattern URI = Pattern.compile("(?i)s3://([^/]+)/(.+)");

        static Place of(String uri) throws ObjectStore.Refused {
            Matcher parts = URI.matcher(uri);
            if (!parts.matches()) {
                throw new ObjectStore.Refused("A line of the manifest is not the URI of an object: " + uri);
            }
            return new Place(parts.group(1), parts.group(2));
        }
    }

    private List<MapItem> all(List<Place> places) throws ObjectStore.Refused {
        List<MapItem> items = new ArrayList<>();
        for (Place place : places) {
            if (items.size() < most) {
                items.addAll(
                        read(place.bucket(), place.key(), store.get(place.bucket(), place.key(), Optional.empty())));
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

    private List<MapItem> read(String bucket, String key, byte[] bytes) throws ObjectStore.Refused {
        String source = "S3://" + bucket + "/" + key;
        try {
            return switch (reader.format()) {
                case CSV -> elements(Csv.items(string(unpacked(bytes)), reader.csv(), most), source);
                case JSONL -> elements(lines(string(unpacked(bytes))), source);
                case MANIFEST -> elements(manifest(bucket, JsonText.parse(string(bytes))), source);
                case PARQUET -> throw new ObjectStore.Refused("Parquet is not read here.");
                default -> iterable(JsonText.parse(string(unpacked(bytes))).at(reader.itemsPointer()), source);
            };
        } catch (JacksonException e) {
            throw new ObjectStore.Refused("Unable to parse the object: " + e.getOriginalMessage());
        }
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<MapItem> elements(List<JsonNode> values, String source) {
        return values.stream().map(value -> MapItem.of(value, source)).toList();
    }

    private List<MapItem> iterable(JsonNode json, String source) throws ObjectStore.Refused {
        if (!json.isContainer()) {
            throw new ObjectStore.Refused("Attempting to map over non-iterable node.");
        }
        return first(MapItem.all(json, source));
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

    /** What is inside, where it is packed with GZIP, of which the first bytes tell. */
    private static byte[] unpacked(byte[] bytes) throws ObjectStore.Refused {
        if (bytes.length >= 4 && Arrays.equals(bytes, 0, 4, ZSTD, 0, 4)) {
            throw new ObjectStore.Refused("An object that is packed with ZSTD is not read here.");
        }
        if (bytes.length < 2 || bytes[0] != (byte) 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ObjectStore.Refused("The object cannot be unpacked: " + e.getMessage());
        }
    }

    private <T> List<T> first(List<T> items) {
        return items.size() <= most ? items : items.subList(0, (int) most);
    }
}
