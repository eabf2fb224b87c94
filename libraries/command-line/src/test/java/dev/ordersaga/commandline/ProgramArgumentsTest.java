package dev.ordersaga.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Option;

class ProgramArgumentsTest {

    private static final class Typed {

        @Option(names = {"-p", "--port"})
        private @Nullable Integer port;

        @Option(names = "--all")
        private boolean all;
    }

    @Test
    void ofAnOptionThatIsGivenTwiceTheLastCounts() {
        Typed typed = read("--port", "1", "--all", "-p", "2");

        assertThat(typed.port).isEqualTo(2);
        assertThat(typed.all).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--prot | no option --prot, see --help",
                "stray | no option stray, see --help",
                "--port | --port needs a value",
                "-p | --port needs a value",
                "--port --all | --port needs a value",
                "--port nine | Invalid value for option '--port': 'nine' is not an int"
            })
    void whyAnArgumentIsRefusedIsSaidInALine(String arguments, String why) {
        assertThatThrownBy(() -> read(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    private static Typed read(String... arguments) {
        Typed typed = new Typed();
        ProgramArguments.read(ProgramArguments.of(typed), List.of(arguments), "no option %s, see --help");
        return typed;
    }
}
