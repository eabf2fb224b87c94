package dev.ordersaga.tour;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Another ASL file in place of the shipped one, as someone would try who learns or changes the saga. */
final class OtherSaga {

    private final JsonHttpClient http;
    private final URI aws;
    private final DeployedNames names;

    OtherSaga(JsonHttpClient http, URI aws, DeployedNames names) {
        this.http = http;
        this.aws = aws;
        this.names = names;
    }

    /** Replaces the state machine's definition; the file may hold the places that the shipped one holds. */
    void deploy(Path file) throws IOException {
        String definition = Files.readString(file);
        for (Map.Entry<String, String> place : names.substitutions("OrderSaga").entrySet()) {
            definition = definition.replace("${" + place.getKey() + "}", place.getValue());
        }
        JsonHttpClient.Answer answer = http.post(
                aws,
                Map.of("stateMachineArn", names.output("StateMachineArn"), "definition", definition),
                Map.of("X-Amz-Target", "AWSStepFunctions.UpdateStateMachine"));
        if (answer.status() != 200) {
            throw new CannotGoOn(file.getFileName() + " is refused: "
                    + answer.body().path("message").asString(answer.body().toString()));
        }
    }
}
