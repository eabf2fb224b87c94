package dev.ordersaga.tour;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Another ASL file in place of the shipped one, as someone would try who learns or changes the saga. */
final class OtherSaga {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:order-saga-%s:live";

    /** As {@code template.yaml} has them when nobody says otherwise. */
    private static final Map<String, String> DEFAULTS = Map.of("ReviewAbove", "50000", "ReviewTimeoutSeconds", "86400");

    private final Http http;
    private final URI aws;
    private final Map<String, String> parameters;

    OtherSaga(Http http, URI aws, Map<String, String> parameters) {
        this.http = http;
        this.aws = aws;
        this.parameters = parameters;
    }

    /** Replaces the state machine's definition; the file may hold the places that the shipped one holds. */
    void deploy(Path file) throws IOException {
        String definition = Files.readString(file)
                .replace("${OrderFunction}", FUNCTION.formatted("order-service"))
                .replace("${PaymentFunction}", FUNCTION.formatted("payment-service"))
                .replace("${InventoryFunction}", FUNCTION.formatted("inventory-service"))
                .replace("${OrderEvents}", "order-saga-events");
        for (Map.Entry<String, String> parameter : DEFAULTS.entrySet()) {
            definition = definition.replace(
                    "${" + parameter.getKey() + "}", parameters.getOrDefault(parameter.getKey(), parameter.getValue()));
        }
        Http.Answer answer = http.post(
                aws,
                Map.of("stateMachineArn", Suite.STATE_MACHINE_ARN, "definition", definition),
                Map.of("X-Amz-Target", "AWSStepFunctions.UpdateStateMachine"));
        if (answer.status() != 200) {
            throw new CannotGoOn(file.getFileName() + " is refused: "
                    + answer.body().path("message").asString(answer.body().toString()));
        }
    }
}
