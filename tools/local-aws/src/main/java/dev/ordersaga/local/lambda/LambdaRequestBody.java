package dev.ordersaga.local.lambda;

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
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: " + e.getOriginalMessage());
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
        return value.isString() ? value.stringValue() : otherwise;
    }

    int number(String field, int otherwise) {
        JsonNode value = json.path(field);
        return value.canConvertToInt() ? value.intValue() : otherwise;
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    Map<String, String> variables(Map<String, String> otherwise) {
        JsonNode given = json.path("Environment").path("Variables");
        if (!given.isObject()) {
            return otherwise;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        given.properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asString()));
        return variables;
    }
}
