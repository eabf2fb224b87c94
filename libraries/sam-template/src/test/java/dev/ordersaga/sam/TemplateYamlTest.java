package dev.ordersaga.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TemplateYamlTest {

    @Test
    void anAliasInsideOfWhatItStandsForIsAProblemWithItsPlace() {
        assertThatThrownBy(() -> TemplateYaml.read("Resources:\n  A: &a\n    Properties:\n      Self: *a\n"))
                .isInstanceOfSatisfying(
                        InvalidTemplate.class,
                        problems(new Problem(
                                "/Resources/A/Properties/Self", 4, 7, "is an alias inside of what it stands for")));
    }

    @Test
    void aliasesThatMultiplyAreBounded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThatThrownBy(() -> TemplateYaml.read(bomb.toString()))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageContaining("the aliases up to here make more than 200000 values of the template");
    }

    @Test
    void whatIsNestedTooDeeplyIsAProblemAndNoOverflow() {
        for (int depth : List.of(150, 5_000)) {
            assertThatThrownBy(() -> TemplateYaml.read("a: " + "[".repeat(depth) + "]".repeat(depth)))
                    .as("depth %s", depth)
                    .isInstanceOf(InvalidTemplate.class);
        }
    }

    @Test
    void aKeyThatStandsThereTwiceIsAProblem() {
        assertThatThrownBy(() -> TemplateYaml.read("Resources:\n  A: {}\n  A: {}\n"))
                .isInstanceOfSatisfying(
                        InvalidTemplate.class, problems(new Problem("/Resources/A", 3, 3, "stands there twice")));
    }

    @Test
    void scalarsAreWhatYamlMakesOfThemButNamesStayTexts() {
        assertThat(TemplateYaml.read("{a: 1, b: 1.5, c: on, d: No, e: ~, f: 012345678901, g: 2012-10-17, h: '7'}")
                        .root())
                .hasToString(
                        "{\"a\":1,\"b\":1.5,\"c\":true,\"d\":false,\"e\":null,\"f\":\"012345678901\",\"g\":\"2012-10-17\",\"h\":\"7\"}");
    }

    @Test
    void shortFormsAreMadeLongOnes() {
        assertThat(TemplateYaml.read("{a: !Ref X, b: !GetAtt X.Y.Z, c: !Sub 'x', d: !Equals [1, !Condition C]}")
                        .root())
                .hasToString("{\"a\":{\"Ref\":\"X\"},\"b\":{\"Fn::GetAtt\":[\"X\",\"Y.Z\"]},\"c\":{\"Fn::Sub\":\"x\"},"
                        + "\"d\":{\"Fn::Equals\":[1,{\"Condition\":\"C\"}]}}");
    }

    private static Consumer<InvalidTemplate> problems(Problem... expected) {
        return invalid -> assertThat(invalid.problems()).containsExactly(expected);
    }
}
