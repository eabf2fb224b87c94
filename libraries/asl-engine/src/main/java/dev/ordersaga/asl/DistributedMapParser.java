package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads what only a distributed Map has.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Distributed Map</a>
 */
final class DistributedMapParser {

    private static final Pattern READ = Pattern.compile("arn:aws[a-z-]*:states:::s3:(getObject|listObjectsV2)");
    private static final Pattern WRITE = Pattern.compile("arn:aws[a-z-]*:states:::s3:putObject");

    /** "A string that uniquely identifies a Map state", at most 40 characters and none of these. */
    private static final Pattern LABEL = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,40}");

    private static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

    private static final long MOST_ITEMS = 100_000_000;

    /** "The maximum is 256 KiB". */
    private static final long MOST_BYTES = 262_144;

    private static final List<String> FIELDS = List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

    private final ExpressionParser expressions;
    private final Problems problems;
    private final Set<String> labels = new HashSet<>();

    DistributedMapParser(ExpressionParser expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /** Reads the Map's own fields; nothing where it is an inline one, which must have none of them. */
    Optional<DistributedMap> read(Fields fields, String processorField, QueryLanguage language) {
        JsonNode config = fields.take(processorField)
                .map(processor -> processor.path("ProcessorConfig"))
                .filter(JsonNode::isObject)
                .orElse(null);
        if (config == null || !config.path("Mode").asString("").equals("DISTRIBUTED")) {
            for (String field : FIELDS) {
                if (fields.take(field).isPresent() && !field.equals("Label")) {
                    fields.notHere(field, "is a field of a Map whose Mode is DISTRIBUTED");
                }
            }
            return Optional.empty();
        }
        Optional<String> label = fields.string("Label").filter(text -> {
            boolean fits = LABEL.matcher(text).matches();
            if (!fits) {
                problems.add(
                        ProblemCode.INVALID_LABEL_NAME,
                        fields.pointer("Label"),
                        "must have 1 to 40 characters, and none that an ARN gives a meaning");
            } else if (!labels.add(text)) {
                problems.add(
                        ProblemCode.DUPLICATE_LABEL_NAME,
                        fields.pointer("Label"),
                        "must not be the label of another Map");
            }
            return fits;
        });
        return Optional.of(new DistributedMap(
                config.path("ExecutionType").asString("").equals("EXPRESS"),
                label,
                part(fields, "ItemReader").flatMap(reader -> reader(reader, language)),
                part(fields, "ItemBatcher").flatMap(batcher -> batcher(batcher, language)),
                part(fields, "ResultWriter").flatMap(writer -> writer(writer, language))));
    }

    /** How the children run. */
    void processorConfig(JsonNode node, Fields processor) {
        Fields config = new Fields(node, processor.pointer("ProcessorConfig"), problems);
        Optional<String> mode = oneOf(config, "Mode", List.of("INLINE", "DISTRIBUTED"));
        Optional<String> type = oneOf(config, "ExecutionType", List.of("STANDARD", "EXPRESS"));
        boolean distributed = mode.filter("DISTRIBUTED"::equals).isPresent();
        if (type.isPresent() && mode.filter("INLINE"::equals).isPresent()) {
            config.notHere("ExecutionType", "must not be given where the Mode is INLINE");
        }
        if (distributed && type.isEmpty() && !config.has("ExecutionType")) {
            config.missing("ExecutionType");
        }
        config.refuseOthers(QueryLanguage.JSON_PATH);
    }

    private Optional<Fields> part(Fields fields, String field) {
        return fields.object(field).map(node -> new Fields(node, fields.pointer(field), problems));
    }

    private static Optional<String> oneOf(Fields fields, String field, List<String> values) {
        return fields.string(field).filter(value -> {
            if (!values.contains(value)) {
                fields.notOneOf(field, "must be one of " + String.join(", ", values), values);
            }
            return values.contains(value);
        });
    }

    private Optional<Template> arguments(Fields fields, QueryLanguage language) {
        String field = language == QueryLanguage.JSONATA ? "Arguments" : "Parameters";
        return fields.take(field).map(node -> expressions.template(node, fields.pointer(field), language));
    }

    private Optional<String> resource(Fields fields, Pattern known, String which) {
        return fields.string("Resource").filter(text -> {
            boolean fits = known.matcher(text).matches() || expressions.hasPlace(text);
            if (!fits) {
                fields.problem(
                        "Resource",
                        "must be " + which,
                        "The field 'Resource' does not match any of the allowed values");
            }
            return fits;
        });
    }

    private Optional<ItemReader> reader(Fields fields, QueryLanguage language) {
        if (!fields.has("Resource")) {
            fields.missing("Resource");
        }
        Optional<String> resource = resource(fields, READ, "s3:getObject or s3:listObjectsV2");
        Optional<Template> arguments = arguments(fields, language);
        Optional<Fields> config = part(fields, "ReaderConfig");
        fields.refuseOthers(language);
        boolean lists = resource.filter(text -> text.endsWith(":listObjectsV2")).isPresent();
        if (config.isEmpty()) {
            if (resource.isPresent() && !lists && !fields.has("ReaderConfig")) {
                fields.missing("ReaderConfig");
            }
            return Optional.of(new ItemReader(
                    lists ? DataFormat.LISTING : DataFormat.JSON,
                    arguments,
                    CsvFormat.FIRST_ROW,
                    "",
                    Optional.empty(),
                    ItemReader.Objects.NAMED));
        }
        return Optional.of(readerConfig(config.get(), lists, arguments, language));
    }

    private ItemReader readerConfig(
            Fields config, boolean lists, Optional<Template> arguments, QueryLanguage language) {
        Optional<String> type = oneOf(config, "InputType", List.of("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"));
        boolean flatten = oneOf(config, "Transformation", List.of("NONE", "LOAD_AND_FLATTEN"))
                .filter("LOAD_AND_FLATTEN"::equals)
                .isPresent();
        Optional<String> manifest = oneOf(config, "ManifestType", List.of("ATHENA_DATA", "S3_INVENTORY"));
        boolean inventory = manifest.filter("S3_INVENTORY"::equals).isPresent();
        boolean athena = manifest.filter("ATHENA_DATA"::equals).isPresent();
        if (inventory && type.filter(given -> !given.equals("MANIFEST")).isPresent()) {
            config.notHere("InputType", "must not be given where the ManifestType is S3_INVENTORY");
        }
        if (athena
                && type.filter(given -> given.equals("JSON") || given.equals("MANIFEST"))
                        .isPresent()) {
            config.notOneOf(
                    "InputType",
                    "must be one of CSV, JSONL, PARQUET where the ManifestType is ATHENA_DATA",
                    List.of("CSV", "JSONL", "PARQUET"));
        }
        if (!config.has("InputType") && !inventory && (!lists || flatten)) {
            config.missing("InputType");
        }
        String pointer = config.string("ItemsPointer").orElse("");
        Optional<FieldExpression> most =
                expressions.numberOfMap(config, "MaxItems", language, ExpressionParser.integer(0, MOST_ITEMS));
        CsvFormat csv = csv(
                config,
                type.orElse("").equals("CSV") && !athena,
                type.orElse("").equals("JSON"));
        config.refuseOthers(language);
        DataFormat format = lists && !flatten
                ? DataFormat.LISTING
                : inventory
                        ? DataFormat.MANIFEST
                        : type.map(DataFormat::valueOf).orElse(DataFormat.JSON);
        ItemReader.Objects objects = lists && flatten
                ? ItemReader.Objects.LISTED
                : athena ? ItemReader.Objects.OF_ATHENA_MANIFEST : ItemReader.Objects.NAMED;
        return new ItemReader(format, arguments, csv, pointer, most, objects);
    }

    private static CsvFormat csv(Fields config, boolean isCsv, boolean isJson) {
        Optional<String> location = oneOf(config, "CSVHeaderLocation", List.of("FIRST_ROW", "GIVEN"));
        Optional<String> delimiter = oneOf(config, "CSVDelimiter", List.copyOf(DELIMITERS.keySet()));
        Optional<JsonNode> given = config.array("CSVHeaders", 1);
        if (isCsv && location.isEmpty() && !config.has("CSVHeaderLocation")) {
            config.problemOfObject("CSVHeaderLocation", "is missing", "The field 'CSVHeaderLocation' is required");
        }
        if (isJson && location.isPresent()) {
            config.notHere("CSVHeaderLocation", "must not be given where the InputType is JSON");
        }
        boolean inDefinition = location.filter("GIVEN"::equals).isPresent();
        if (inDefinition && given.isEmpty() && !config.has("CSVHeaders")) {
            config.missing("CSVHeaders");
        }
        List<String> headers = new ArrayList<>();
        given.ifPresent(names -> names.forEach(name -> headers.add(name.asString(""))));
        return new CsvFormat(
                inDefinition ? Optional.of(List.copyOf(headers)) : Optional.empty(),
                delimiter.map(DELIMITERS::get).orElse(','));
    }

    private Optional<ItemBatcher> batcher(Fields fields, QueryLanguage language) {
        Optional<FieldExpression> items =
                expressions.numberOfMap(fields, "MaxItemsPerBatch", language, ExpressionParser.integer(0));
        Optional<FieldExpression> bytes = expressions.numberOfMap(
                fields, "MaxInputBytesPerBatch", language, ExpressionParser.integer(0, MOST_BYTES));
        Optional<Template> input = fields.take("BatchInput")
                .map(node -> expressions.template(node, fields.pointer("BatchInput"), language));
        boolean any = List.of(
                        "MaxItemsPerBatch",
                        "MaxItemsPerBatchPath",
                        "MaxInputBytesPerBatch",
                        "MaxInputBytesPerBatchPath")
                .stream()
                .anyMatch(fields::has);
        if (!any) {
            fields.problemOfAll(
                    "must have MaxItemsPerBatch, MaxInputBytesPerBatch, or both",
                    "must have MaxItemsPerBatch, MaxInputBytesPerBatch, or both");
        }
        fields.refuseOthers(language);
        return Optional.of(new ItemBatcher(items, bytes, input));
    }

    private Optional<ResultWriter> writer(Fields fields, QueryLanguage language) {
        Optional<String> resource = resource(fields, WRITE, "s3:putObject");
        Optional<Template> arguments = arguments(fields, language);
        Optional<Fields> config = part(fields, "WriterConfig");
        if (config.isEmpty() && !fields.has("Resource")) {
            fields.missing("Resource");
        }
        fields.refuseOthers(language);
        Optional<String> transformation =
                config.flatMap(given -> oneOf(given, "Transformation", List.of("NONE", "COMPACT", "FLATTEN")));
        boolean lines = config.flatMap(given -> oneOf(given, "OutputType", List.of("JSON", "JSONL")))
                .filter("JSONL"::equals)
                .isPresent();
        config.ifPresent(given -> given.refuseOthers(language));
        return Optional.of(new ResultWriter(
                resource.isPresent() ? arguments : Optional.empty(),
                transformation.map(ResultWriter.Transformation::valueOf).orElse(ResultWriter.Transformation.NONE),
                lines));
    }
}
