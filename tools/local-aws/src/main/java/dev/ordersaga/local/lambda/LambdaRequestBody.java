package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The JSON object that comes with a request to Lambda, with the fields that an operation looks for. */
record LambdaRequestBody(JsonNode json) {

    /**
     * Reads a request's body.
     *
     * @throws InvocationRefused with 400 where it is no JSON object
     */
    static LambdaRequestBody of(HttpRequest request) {
        JsonNode body = parse(request.body());
        if (!body.isObject()) {
            throw new InvocationRefused(400, "SerializationException", "The body must be a JSON object");
        }
        return new LambdaRequestBody(body);
    }

    static JsonNode parse(byte[] text) {
        try {
            return LambdaJson.read(text);
        } catch (JacksonException e) {
            throw new InvocationRefused(
                    400, "InvalidRequestContentException", "Could not parse request body into json: " + AwsJson.why(e));
        }
    }

    JsonNode path(String field) {
        return json.path(field);
    }

    String required(String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new InvocationRefused(400, "ValidationException", "The text " + field + " is missing");
        }
        return value.stringValue();
    }

    String text(String field, String otherwise) {
        JsonNode value = json.path(field);
        return isLeftOut(value) ? otherwise : string(field, value);
    }

    int number(String field, int otherwise) {
        JsonNode value = json.path(field);
        if (isLeftOut(value)) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw mistyped(field, "an integer");
        }
        return value.intValue();
    }

    boolean flag(String field) {
        JsonNode value = json.path(field);
        if (!isLeftOut(value) && !value.isBoolean()) {
            throw mistyped(field, "a boolean");
        }
        return value.isBoolean() && value.booleanValue();
    }

    Map<String, String> variables(Map<String, String> otherwise) {
        JsonNode environment = object("Environment", json.path("Environment"));
        JsonNode given = object("Environment.Variables", environment.path("Variables"));
        if (isLeftOut(given)) {
            return otherwise;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        given.properties()
                .forEach(variable -> variables.put(
                        variable.getKey(), string("Environment.Variables." + variable.getKey(), variable.getValue())));
        return variables;
    }

    private static boolean isLeftOut(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static JsonNode object(String field, JsonNode value) {
        if (!isLeftOut(value) && !value.isObject()) {
            throw mistyped(field, "a structure");
        }
        return value;
    }

    private static String string(String field, JsonNode value) {
        if (!value.isString()) {
            throw mistyped(field, "a string");
        }
        return value.stringValue();
    }

    private static InvocationRefused mistyped(String field, String type) {
        return new InvocationRefused(400, "SerializationException", "The field " + field + " must be " + type);
    }
}
