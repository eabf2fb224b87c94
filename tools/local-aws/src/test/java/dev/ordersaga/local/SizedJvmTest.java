package dev.ordersaga.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which JVM local-aws runs when a jar is all that was named. */
class SizedJvmTest {

    @Test
    void aJarAloneGetsAHeapOfItsSizeAndKeepsItsOptionsAndArguments() {
        assertThat(SizedJvm.command(
                        "java", List.of("-Dlocal-aws.home=/x", "-jar", "a/local-aws.jar", "--port", "4567"), Map.of()))
                .contains(List.of(
                        "java",
                        "-XX:+UseSerialGC",
                        "-Xms32m",
                        "-Xmx512m",
                        "-Dlocal-aws.home=/x",
                        "-cp",
                        "a/local-aws.jar",
                        "dev.ordersaga.local.process.ParentProcessAgent",
                        "dev.ordersaga.local.LocalAwsMain",
                        "--port",
                        "4567"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-Xmx1g", "-Xms1g", "-XX:+UseG1GC", "-XX:MaxRAMPercentage=50", "-agentlib:jdwp=x", "@options"})
    void whoSaysHowTheJvmIsToBeGetsThat(String option) {
        assertThat(SizedJvm.command("java", List.of(option, "-jar", "local-aws.jar"), Map.of()))
                .isEmpty();
    }

    @Test
    void optionsInTheEnvironmentAreRespectedToo() {
        assertThat(SizedJvm.command("java", List.of("-jar", "local-aws.jar"), Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g")))
                .isEmpty();
    }

    @Test
    void aProgramOnAClassPathRunsWhereItIs() {
        assertThat(SizedJvm.command("java", List.of("-cp", "x", "dev.ordersaga.local.LocalAwsMain"), Map.of()))
                .isEmpty();
    }
}
