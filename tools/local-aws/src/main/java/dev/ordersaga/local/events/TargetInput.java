package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.OperationInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a target is told of an event: the whole of it, a constant, a part, or a template with parts in it.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input transformation</a>
 */
sealed interface TargetInput {

    /** Of an event and the rule that it matched, JSON text. */
    String of(ObjectNode event, EventRule rule, String now);

    record Whole() implements TargetInput {

        @Override
        public String of(ObjectNode event, EventRule rule, String now) {
            return AwsJson.text(event);
        }
    }

    /** The same for every event. */
    record Constant(String json) implements TargetInput {

        @Override
        public String of(ObjectNode event, EventRule rule, String now) {
            return json;
        }
    }

    record Part(Path path) implements TargetInput {

        @Override
        public String of(ObjectNode event, EventRule rule, String now) {
            JsonNode part = path.in(event);
            return part.isMissingNode() ? "null" : AwsJson.text(part);
        }
    }

    /** A template with places such as {@code <name>}. */
    record Transformed(Map<String, Path> paths, String template) implements TargetInput {

        private static final Set<String> PREDEFINED = Set.of(
                "aws.events.rule-arn",
                "aws.events.rule-name",
                "aws.events.event.ingestion-time",
                "aws.events.event",
                "aws.events.event.json");

        private static final Pattern PLACE = Pattern.compile("<([A-Za-z0-9_.-]+)>");

        public Transformed {
            paths = Map.copyOf(paths);
        }

        @Override
        public String of(ObjectNode event, EventRule rule, String now) {
            Matcher places = PLACE.matcher(template);
            StringBuilder result = new StringBuilder();
            while (places.find()) {
                boolean quoted = insideText(template, places.start());
                places.appendReplacement(
                        result, Matcher.quoteReplacement(value(places.group(1), event, rule, now, quoted)));
            }
            places.appendTail(result);
            return valid(result.toString());
        }

        /** The first place that is filled by nothing. */
        Optional<String> unknownPlace() {
            return PLACE.matcher(template)
                    .results()
                    .map(place -> place.group(1))
                    .filter(name -> !paths.containsKey(name) && !PREDEFINED.contains(name))
                    .findFirst();
        }

        private String value(String name, ObjectNode event, EventRule rule, String now, boolean quoted) {
            JsonNode value;
            Path path = paths.get(name);
            if (path != null) {
                value = path.in(event);
                if (value.isMissingNode()) {
                    return "";
                }
            } else {
                value = switch (name) {
                    case "aws.events.rule-arn" -> text(rule.arn());
                    case "aws.events.rule-name" -> text(rule.name());
                    case "aws.events.event.ingestion-time" -> text(now);
                    case "aws.events.event" -> withoutDetail(event);
                    case "aws.events.event.json" -> event;
                    default -> null;
                };
                if (value == null) {
                    return "<" + name + ">";
                }
            }
            if (!quoted) {
                return AwsJson.text(value);
            }
            // Inside of a text, a text is put as it is and everything else as JSON; both escaped.
            String plain = value.isString() ? value.asString() : AwsJson.text(value);
            String escaped = AwsJson.text(text(plain));
            return escaped.substring(1, escaped.length() - 1);
        }

        private static JsonNode withoutDetail(ObjectNode event) {
            ObjectNode copy = event.deepCopy();
            copy.remove("detail");
            return copy;
        }

        private static JsonNode text(String text) {
            return AwsJson.MAPPER.getNodeFactory().stringNode(text);
        }

        /** Whether a place stands between quotation marks. */
        private static boolean insideText(String template, int at) {
            boolean inside = false;
            for (int i = 0; i < at; i++) {
                char c = template.charAt(i);
                if (c == '\\' && inside) {
                    i++;
                } else if (c == '"') {
                    inside = !inside;
                }
            }
            return inside;
        }

        /** A result that is no JSON is a text. */
        private static String valid(String text) {
            try {
                AwsJson.MAPPER.readTree(text);
                return text;
            } catch (JacksonException e) {
                return AwsJson.text(text(text));
            }
        }
    }

    /** A JSON path of the kind that EventBridge takes: {@code $.detail.items[0]}, {@code $.detail['a b']}, {@code $}. */
    record Path(String text) {

        private static final Pattern WHOLE =
                Pattern.compile("\\$(\\.[^.\\[\\]*\\s]+|\\['[^']+'\\]|\\[\"[^\"]+\"\\]|\\[\\d{1,6}\\])*");
        private static final Pattern STEP =
                Pattern.compile("\\.([^.\\[\\]*\\s]+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\]|\\[(\\d{1,6})\\]");

        static Optional<Path> read(String text) {
            return WHOLE.matcher(text).matches() ? Optional.of(new Path(text)) : Optional.empty();
        }

        JsonNode in(JsonNode event) {
            JsonNode node = event;
            Matcher step = STEP.matcher(text);
            while (step.find()) {
                if (step.group(4) != null) {
                    node = node.path(Integer.parseInt(step.group(4)));
                    continue;
                }
                String name =
                        step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3);
                node = node.path(name);
            }
            return node;
        }
    }

    /** Reads what a target says of its input. */
    static TargetInput read(OperationInput target, String id) {
        int given = 0;
        for (String field : new String[] {"Input", "InputPath", "InputTransformer"}) {
            given += target.has(field) ? 1 : 0;
        }
        if (given > 1) {
            throw new AwsError(
                    "ValidationException",
                    "Only one of Input, InputPath, or InputTransformer must be provided for target " + id + ".");
        }
        if (target.has("Input")) {
            String input = target.required("Input", 8192);
            try {
                AwsJson.MAPPER.readTree(input);
            } catch (JacksonException e) {
                throw new AwsError(
                        "ValidationException", "JSON syntax error in input for target " + id + ": " + AwsJson.why(e));
            }
            return new Constant(input);
        }
        if (target.has("InputPath")) {
            return new Part(path(target.required("InputPath", 256), id));
        }
        if (target.has("InputTransformer")) {
            OperationInput transformer = target.structure("InputTransformer").orElse(target);
            Map<String, Path> paths = new LinkedHashMap<>();
            transformer
                    .structure("InputPathsMap")
                    .ifPresent(map -> map.json()
                            .propertyNames()
                            .forEach(name -> paths.put(name, path(map.required(name, 256), id))));
            return new Transformed(paths, transformer.required("InputTemplate", 8192));
        }
        return new Whole();
    }

    private static Path path(String text, String id) {
        return Path.read(text)
                .orElseThrow(() -> new AwsError(
                        "ValidationException",
                        "Invalid InputPath for target " + id + ": '" + text + "' is not supported."));
    }
}
