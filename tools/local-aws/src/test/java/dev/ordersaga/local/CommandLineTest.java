package dev.ordersaga.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @Test
    void withoutOptionsThePortIsLocalStacks() {
        CommandLine read = parse();

        assertThat(read.options().port()).isEqualTo(4566);
        assertThat(read.options().template()).isEmpty();
        assertThat(read.untilStdinCloses()).isFalse();
    }

    @Test
    void everyOptionIsRead(@TempDir Path folder) throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), "Resources: {}");

        CommandLine read = parse(
                "--port",
                "0",
                "--template",
                template.toString(),
                "--stack-name=order-saga",
                "--parameter",
                "Colour=a=b",
                "--region",
                "eu-west-1",
                "--log-dir",
                folder.resolve("logs").toString(),
                "--dynamodb-local",
                folder.toString(),
                "--dynamodb-port",
                "8000",
                "--account-concurrency=10",
                "--invocations-per-environment",
                "16",
                "--prewarm",
                "--allowed-host",
                "Build.Example",
                "--allowed-host=aws.test",
                "--until-stdin-closes");

        assertThat(read.options().port()).isZero();
        assertThat(read.options().template()).contains(template);
        assertThat(read.options().stackName()).isEqualTo("order-saga");
        assertThat(read.options().parameters()).containsExactly(Map.entry("Colour", "a=b"));
        assertThat(read.options().region()).isEqualTo("eu-west-1");
        assertThat(read.options().logDir()).contains(folder.resolve("logs"));
        assertThat(read.options().dynamoDbLocal()).contains(folder);
        assertThat(read.options().dynamoDbPort()).isEqualTo(8000);
        assertThat(read.options().accountConcurrency()).isEqualTo(10);
        assertThat(read.options().invocationsPerEnvironment()).isEqualTo(16);
        assertThat(read.options().prewarm()).isTrue();
        assertThat(read.options().allowedHosts()).containsExactlyInAnyOrder("build.example", "aws.test");
        assertThat(read.untilStdinCloses()).isTrue();
    }

    @Test
    void helpNamesEveryOptionAndFitsATerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommandLine.usage(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(parse("--help").help()).isTrue();
        assertThat(parse("-h").help()).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "--port=N", "--template=FILE", "--allowed-host=NAME", "--until-stdin-closes", "LAMBDA_ENDPOINT")
                .doesNotContain("\u001b");
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.length() <= 110);
    }

    @Test
    void theStackIsNamedAfterTheTemplatesFolder(@TempDir Path folder) throws IOException {
        Path template = Files.writeString(
                Files.createDirectory(folder.resolve("my-app")).resolve("t.yaml"), "Resources: {}");

        assertThat(parse("--template", template.toString()).options().stackName())
                .isEqualTo("my-app");
    }

    @Test
    void theEnvironmentNamesAnotherLambda() {
        CommandLine read = CommandLine.parse(new String[0], Map.of("LAMBDA_ENDPOINT", "http://127.0.0.1:4577"));

        assertThat(read.options().lambdaEndpoint()).contains(URI.create("http://127.0.0.1:4577"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1 | unknown option --prot",
                "--port | --port needs a value",
                "--port x | --port needs a number from 0 to 65535 and not x",
                "--port 65536 | --port needs a number from 0 to 65535 and not 65536",
                "--template /no/such.yaml | there is no template /no/such.yaml",
                "--dynamodb-local /no/such | --dynamodb-local: there is no folder /no/such",
                "--parameter x | --parameter needs KEY=VALUE and not x",
                "--account-concurrency 0 | --account-concurrency needs a number from 1 to 1000 and not 0",
                "--invocations-per-environment many | --invocations-per-environment needs a number from 1 to 1600 and not many",
                "--allowed-host http://x | --allowed-host needs the name of a host and not http://x",
                "stray | unknown option stray"
            })
    void whatCannotBeReadIsSaidInOneLine(String arguments, String line) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line)
                .hasMessageNotContaining("\n");
    }

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(arguments, Map.of());
    }
}
