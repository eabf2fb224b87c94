package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mock configuration file as Step Functions Local reads it: what Task states answer in an execution of a test case, in place of the
 * services that they would call.
 *
 * @param testCases by the state machine's name, then by the test case's: the response of each state that has one
 * @param responses by their names
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html">Configuration file for mocked
 *     service integrations</a>
 */
public record MockConfiguration(
        Map<String, Map<String, Map<String, MockedResponse>>> testCases, Map<String, MockedResponse> responses) {

    /** No file: no state machine has a test case. */
    public static final MockConfiguration NONE = new MockConfiguration(Map.of(), Map.of());

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    public MockConfiguration {
        testCases = Map.copyOf(testCases);
        responses = Map.copyOf(responses);
    }

    /** A file that cannot be read; the message says what is wrong and where. */
    public static final class Invalid extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Invalid(Path file, String why) {
            super("the mock configuration " + file + ": " + why);
        }
    }

    /**
     * What a mocked state answers, one time after the other.
     *
     * @param byTime by the first time that an answer is for, counted from 0
     */
    public record MockedResponse(String name, TreeMap<Integer, Answer> byTime) {

        /** The answer at one time; empty where there is none any more. */
        Optional<Answer> at(int time) {
            return Optional.ofNullable(byTime.floorEntry(time))
                    .map(Map.Entry::getValue)
                    .filter(answer -> time <= answer.last());
        }
    }

    /**
     * One answer.
     *
     * @param last the last time that it is for
     * @param result null where it is an error
     */
    record Answer(
            int last,
            @Nullable JsonNode result,
            @Nullable String error,
            @Nullable String cause) {}

    /**
     * Reads a file.
     *
     * @throws Invalid where it is not one, with the places of all that is wrong
     */
    public static MockConfiguration read(Path file) {
        JsonNode root;
        try {
            root = STRICT.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Invalid(file, "cannot be read: " + e);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new Invalid(
                    file,
                    "no JSON"
                            + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr())
                            + ": " + AwsJson.why(e));
        }
        List<String> problems = new ArrayList<>();
        MockConfiguration read = read(root, problems);
        if (!problems.isEmpty()) {
            throw new Invalid(file, String.join("; ", problems));
        }
        return read;
    }

    private static MockConfiguration read(JsonNode root, List<String> problems) {
        if (!root.isObject()) {
            problems.add("must be a JSON object");
            return NONE;
        }
        root.propertyNames().forEach(name -> {
            if (!name.equals("StateMachines") && !name.equals("MockedResponses")) {
                problems.add("/" + name + " is not known; there are StateMachines and MockedResponses");
            }
        });
        Map<String, MockedResponse> responses = new LinkedHashMap<>();
        fields(root.path("MockedResponses"), "/MockedResponses", problems)
                .forEach((name, json) ->
                        responses.put(name, response(name, json, "/MockedResponses/" + name, problems)));
        Map<String, Map<String, Map<String, MockedResponse>>> machines = new LinkedHashMap<>();
        fields(root.path("StateMachines"), "/StateMachines", problems).forEach((machine, json) -> {
            String place = "/StateMachines/" + machine;
            Map<String, Map<String, MockedResponse>> cases = new LinkedHashMap<>();
            if (!json.path("TestCases").isObject()) {
                problems.add(place + "/TestCases must be an object");
            }
            json.path("TestCases")
                    .properties()
                    .forEach(test -> cases.put(
                            test.getKey(),
                            states(test.getValue(), place + "/TestCases/" + test.getKey(), responses, problems)));
            machines.put(machine, cases);
        });
        return new MockConfiguration(machines, responses);
    }

    private static Map<String, JsonNode> fields(JsonNode json, String place, List<String> problems) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (!json.isObject()) {
            problems.add(place + (json.isMissingNode() ? " is missing" : " must be an object"));
        }
        json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static Map<String, MockedResponse> states(
            JsonNode json, String place, Map<String, MockedResponse> responses, List<String> problems) {
        Map<String, MockedResponse> states = new LinkedHashMap<>();
        fields(json, place, problems).forEach((state, name) -> {
            MockedResponse response = name.isString() ? responses.get(name.asString()) : null;
            if (response == null) {
                problems.add(place + "/" + state
                        + (name.isString()
                                ? ": there is no " + name.asString() + " in MockedResponses"
                                : " must be the name of a mocked response"));
            } else {
                states.put(state, response);
            }
        });
        return states;
    }

    private static MockedResponse response(String name, JsonNode json, String place, List<String> problems) {
        TreeMap<Integer, Answer> byTime = new TreeMap<>();
        fields(json, place, problems).forEach((times, given) -> {
            String at = place + "/" + times;
            Matcher range = RANGE.matcher(times);
            if (!range.matches()) {
                problems.add(at + " must be a number such as 0, or a range such as 1-2");
                return;
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first) {
                problems.add(at + " must begin with the smaller number");
                return;
            }
            answer(given, last, at, problems).ifPresent(answer -> byTime.put(first, answer));
        });
        int next = 0;
        for (Map.Entry<Integer, Answer> answer : byTime.entrySet()) {
            if (answer.getKey() != next) {
                problems.add(place + (answer.getKey() < next ? " has two answers" : " has no answer") + " for the time "
                        + Math.min(next, answer.getKey()));
                break;
            }
            next = answer.getValue().last() + 1;
        }
        return new MockedResponse(name, byTime);
    }

    private static Optional<Answer> answer(JsonNode given, int last, String place, List<String> problems) {
        if (given.size() != 1 || !(given.has("Return") || given.has("Throw"))) {
            problems.add(place + " must have Return or Throw, one of them and nothing else");
            return Optional.empty();
        }
        if (given.has("Return")) {
            return Optional.of(new Answer(last, given.get("Return"), null, null));
        }
        JsonNode thrown = given.get("Throw");
        if (!thrown.path("Error").isString()) {
            problems.add(place + "/Throw/Error must be a text");
            return Optional.empty();
        }
        return Optional.of(new Answer(
                last,
                null,
                thrown.path("Error").asString(),
                thrown.path("Cause").asString(null)));
    }
}
