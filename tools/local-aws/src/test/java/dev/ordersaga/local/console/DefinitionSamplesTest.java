package dev.ordersaga.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.cloudformation.DeployedStack;
import dev.ordersaga.sam.SamTemplate;
import dev.ordersaga.sam.StackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionSamplesTest {

    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop:
                Type: AWS::Serverless::StateMachine
                Properties: {DefinitionUri: sagas/shop.asl.json, Role: 'arn:aws:iam::000000000000:role/r'}
            """;

    @TempDir
    private Path folder;

    private final DefinitionSamples samples = new DefinitionSamples();

    @BeforeEach
    void deploy() throws IOException {
        Files.createDirectory(folder.resolve("sagas"));
        Files.writeString(
                folder.resolve("sagas/shop.asl.json"),
                "{\"StartAt\":\"Sell\",\"States\":{\"Sell\":{\"Type\":\"Succeed\"}}}");
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        StackId id = new StackId("shop", "us-east-1", "000000000000");
        samples.deployed(
                SamTemplate.read(template).deployedAs(id, Map.of()),
                new DeployedStack(
                        id,
                        Instant.EPOCH,
                        List.of(),
                        List.of(new DeployedStack.StackResource(
                                "Shop", "AWS::Serverless::StateMachine", "arn:of:shop", true))));
    }

    @Test
    void aFileBesideTheDefinitionIsItsMachinesSample() throws IOException {
        Files.writeString(folder.resolve("sagas/shop.input.json"), "{\"amount\": 7}");

        assertThat(samples.of("arn:of:shop")).contains("{\"amount\": 7}");
    }

    @Test
    void withoutSuchAFileThereIsNone() {
        assertThat(samples.of("arn:of:shop")).isEmpty();
        assertThat(samples.of("arn:of:another")).isEmpty();
    }

    @Test
    void whatIsLargerThanAnInputMayBeIsNone() throws IOException {
        Files.writeString(folder.resolve("sagas/shop.input.json"), "\"" + "x".repeat(300_000) + "\"");

        assertThat(samples.of("arn:of:shop")).isEmpty();
    }
}
