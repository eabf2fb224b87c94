package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** That answers are as the document says is checked by {@link RunningRest}, for every answer to every test. */
@ExtendWith(RunningRest.Extension.class)
class OpenApiTest {

    private final RunningRest rest;

    OpenApiTest(RunningRest rest) {
        this.rest = rest;
    }

    private final OpenApiDocument document = OpenApiDocument.read();

    @Test
    void theDocumentIsServed() {
        assertThat(rest.get("/v3/api-docs").json()).isEqualTo(document.json());
    }

    @Test
    void everyMappingIsInTheDocumentAndNothingElse() {
        Set<String> mapped = new TreeSet<>(Set.of("GET /actuator/health"));
        rest.context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    // The desk's pages are for people; the document is the contract of programs.
                    if (handler.getBeanType().getPackageName().startsWith("dev.ordersaga.order.desk")) {
                        return;
                    }
                    mapping.getPatternValues()
                            .forEach(path -> mapping.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> mapped.add(method + " " + path)));
                });

        assertThat(document.operations()).isEqualTo(mapped);
    }

    @Test
    void itsExamplesAreAsItsSchemasSay() {
        document.json().findParents("example").stream()
                .map(JsonNode::asObject)
                .filter(content -> content.has("schema"))
                .forEach(content -> document.validate(
                        content.path("schema"), content.path("example").toString()));
    }
}
