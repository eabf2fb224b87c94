package dev.ordersaga.linter.sam;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** SAM's own translator, where Python has it, on {@code template.yaml}; CI's lint lane always has it. */
class AliasFollowsParametersTest {

    private static final int NO_TRANSLATOR = 77;

    @Test
    void aChangedParameterGivesEachFunctionThatHasItInItsEnvironmentAnotherVersion() throws Exception {
        Path root = Path.of("..", "..").toAbsolutePath().normalize();
        Process python;
        try {
            python = new ProcessBuilder("python3", ".ci/alias-follows-parameters.py", "template.yaml")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            abort("python3 is not here: " + e.getMessage());
            return;
        }
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(2, MINUTES)).as(said).isTrue();
        if (python.exitValue() == NO_TRANSLATOR) {
            abort("SAM's translator is not here (pip install aws-sam-translator): " + said);
        }

        assertThat(python.exitValue()).as(said).isZero();
        assertThat(said)
                .contains(
                        "JwtIssuer -> OrderHttpFunction",
                        "JwtAudience -> OrderHttpFunction",
                        "JwtRolesClaim -> OrderHttpFunction",
                        "ReconcileGraceMinutes -> ReconcilerFunction",
                        "StuckAfterMinutes -> ReconcilerFunction");
    }
}
