package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

    private static final String ROOT = "arn:aws:states:eu-west-1:111122223333:";

    private static final Map<Class<? extends Arn>, String> ONE_OF_EACH_KIND = Map.of(
            Arn.StateMachine.class, ROOT + "stateMachine:saga",
            Arn.Version.class, ROOT + "stateMachine:saga:7",
            Arn.Alias.class, ROOT + "stateMachine:saga:live",
            Arn.Execution.class, ROOT + "execution:saga:order-1",
            Arn.Express.class, ROOT + "express:saga:order-1:9f0c",
            Arn.Activity.class, ROOT + "activity:pack",
            Arn.MapRun.class, ROOT + "mapRun:saga/items:9f0c");

    private static final Map<String, Function<String, Arn>> READERS = Map.of(
            "a state machine", Arn::stateMachine,
            "a version", Arn::version,
            "an alias", Arn::alias,
            "an execution", Arn::execution,
            "an activity", Arn::activity,
            "a map run", Arn::mapRun);

    @TestFactory
    List<DynamicTest> everyReaderTakesItsOwnKindAndNoOther() {
        return READERS.entrySet().stream()
                .flatMap(reader -> ONE_OF_EACH_KIND.entrySet().stream()
                        .map(kind -> DynamicTest.dynamicTest(
                                reader.getKey() + " from " + kind.getValue(),
                                () -> takesOnly(reader.getKey(), reader.getValue(), kind.getKey(), kind.getValue()))))
                .toList();
    }

    private static void takesOnly(String name, Function<String, Arn> reader, Class<? extends Arn> kind, String text) {
        if (name.replace(" ", "").substring(1).replaceFirst("^n(?=[ae])", "").equalsIgnoreCase(kind.getSimpleName())) {
            Arn arn = reader.apply(text);
            assertThat(arn).isInstanceOf(kind);
            assertThat(arn.text()).isEqualTo(text);
            assertThat(arn.owner().account()).isEqualTo("111122223333");
        } else {
            assertThatThrownBy(() -> reader.apply(text)).isInstanceOf(AwsError.class);
        }
    }

    @Test
    void aQualifiedStateMachineIsToldApartFromATypeThatDoesNotFit() {
        assertThatThrownBy(() -> Arn.stateMachine(ROOT + "stateMachine:saga:7"))
                .extracting(thrown -> ((AwsError) thrown).code())
                .isEqualTo("ValidationException");
        assertThatThrownBy(() -> Arn.startable(ROOT + "stateMachine:saga/items"))
                .extracting(thrown -> ((AwsError) thrown).code())
                .isEqualTo("ValidationException");
        assertThatThrownBy(() -> Arn.stateMachine(ROOT + "execution:saga:order-1"))
                .hasMessage("Invalid Arn: 'Resource type not valid in this context: execution'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:",
                "arn:aws:states",
                "arn:aws:states:eu-west-1:1:stateMachine",
                "arn:aws:states:eu-west-1:1:stateMachine:",
                "arn:aws:states:eu-west-1:1:stateMachine:a:",
                "arn:aws:states:eu-west-1:1:stateMachine:a:1:2",
                "arn:aws:lambda:eu-west-1:1:function:f",
                "arn:aws:states:eu-west-1:1:execution:a",
                "arn:aws:states:eu-west-1:1:express:a:b",
                "arn:aws:states:eu-west-1:1:nothing:a",
                "::::::::"
            })
    void whatIsNoArnIsRefused(String text) {
        READERS.values()
                .forEach(reader -> assertThatThrownBy(() -> reader.apply(text))
                        .extracting(thrown -> ((AwsError) thrown).code())
                        .isEqualTo("InvalidArn"));
    }
}
