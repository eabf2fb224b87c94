package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, and whether an answer is as it says. */
final class OpenApiDocument {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    private OpenApiDocument(JsonNode document) {
        this.document = document;
    }

    static OpenApiDocument read() {
        try (InputStream file = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
            return new OpenApiDocument(JSON.readTree(Objects.requireNonNull(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        return document;
    }

    /** Every operation as {@code GET /orders/{id}}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Fails unless the document allows this answer; paths and methods it does not know must be refused as problems. */
    void check(String method, String path, HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode operation = document.path("paths").path(template(path)).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            assertThat(response.statusCode()).isIn(400, 404, 405, 406);
            assertThat(type).isEqualTo("application/problem+json");
            validate("#/components/schemas/Problem", response.body());
            return;
        }
        JsonNode answer = operation.path("responses").path(Integer.toString(response.statusCode()));
        assertThat(answer.isMissingNode())
                .as(
                        "%s %s answers %s, which the document does not know: %s",
                        method, path, response.statusCode(), response.body())
                .isFalse();
        String pointer = "#/paths/" + template(path).replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT)
                + "/responses/" + response.statusCode();
        if (answer.has("$ref")) {
            pointer = answer.path("$ref").stringValue();
            answer = document.at(pointer.substring(1));
        }
        JsonNode content = answer.path("content");
        assertThat(content.propertyNames()).as("content types of %s", pointer).contains(type);
        JsonNode headers = answer.path("headers");
        headers.propertyNames().forEach(name -> {
            if (headers.path(name).path("required").asBoolean(false)) {
                assertThat(response.headers().firstValue(name)).as(name).isPresent();
            }
        });
        validate(content.path(type).path("schema"), response.body());
    }

    void validate(JsonNode schema, String json) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", document.path("components"));
        // Schemas refer to each other by pointers into the document, so its components come along.
        schema.properties().forEach(keyword -> whole.set(keyword.getKey(), keyword.getValue()));
        Schema compiled = SCHEMAS.getSchema(whole);
        assertThat(compiled.validate(JSON.readTree(json))).as(json).isEmpty();
    }

    private void validate(String reference, String json) {
        validate(JSON.createObjectNode().put("$ref", reference), json);
    }

    private static String template(String path) {
        return path.replaceFirst("^/orders/[^/]+", "/orders/{id}");
    }
}
