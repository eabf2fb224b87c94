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
    private static final String REVIEW_ABOVE = "50000";

    private static final String REVIEW_TIMEOUT_SECONDS = "86400";

    private final Http http;
    private final URI aws;

    OtherSaga(Http http, URI aws) {
        this.http = http;
        this.aws = aws;
    }

    /** Replaces the state machine's definition; the file may hold the places that the shipped one holds. */
    void deploy(Path file) throws IOException {
        String definition = Files.readString(file)
                .replace("${OrderFunction}", FUNCTION.formatted("order-service"))
                .replace("${PaymentFunction}", FUNCTION.formatted("payment-service"))
                .replace("${InventoryFunction}", FUNCTION.formatted("inventory-service"))
                .replace("${OrderEvents}", "order-saga-events")
                .replace("${ReviewAbove}", REVIEW_ABOVE)
                .replace("${ReviewTimeoutSeconds}", REVIEW_TIMEOUT_SECONDS);
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
