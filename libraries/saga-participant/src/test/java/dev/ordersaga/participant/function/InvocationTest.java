package dev.ordersaga.participant.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.participant.json.JsonMismatch;
import dev.ordersaga.participant.json.MalformedJson;
import dev.ordersaga.participant.json.RecordReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payload is read into: its envelope, and the record of its action. */
class InvocationTest {

    record Marble(String colour, long weight) {

        Marble {
            if (weight < 0) {
                throw new IllegalArgumentException("weight must not be negative");
            }
        }
    }

    record Jar(
            String name,
            List<Marble> marbles,
            List<String> labels,
            @Nullable Marble best,
            boolean open) {}

    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    private static final String JAR =
            "{'action':'a','name':'n','marbles':[{'colour':'red','weight':7}],'labels':['x'],'open':true}";

    private final RecordReader<Jar> jars = new RecordReader<>(Jar.class);

    @Test
    void readsWhatFitsExactly() {
        assertThat(read(JAR)).isEqualTo(new Jar("n", List.of(new Marble("red", 7)), List.of("x"), null, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'name':'n'       | 'name':null                  | /name: missing
            'name':'n'       | 'name':1                     | /name: not of the expected type
            'name':'n'       | 'name':true                  | /name: not of the expected type
            'name':'n'       | 'name':['secret']            | /name: not of the expected type
            'name':'n',      |                              | /name: missing
            'name':'n'       | 'name':'n','secret':1        | /secret: unknown field
            'name':'n'       | 'name':'n','name':'secret'   | not well-formed JSON, or a field occurs twice
            'weight':7       | 'weight':'7'                 | /marbles/0/weight: not of the expected type
            'weight':7       | 'weight':7.0                 | /marbles/0/weight: not of the expected type
            'weight':7       | 'weight':''                  | /marbles/0/weight: not of the expected type
            'weight':7       | 'weight':9223372036854775808 | /marbles/0/weight: not of the expected type
            'weight':7       | 'weight':-7                  | /marbles/0: weight must not be negative
            'open':true      | 'open':'true'                | /open: not of the expected type
            'open':true      | 'open':1                     | /open: not of the expected type
            'labels':['x']   | 'labels':'x'                 | /labels: must be an array
            'labels':['x']   | 'labels':[7]                 | /labels/0: not of the expected type
            'labels':['x']   | 'labels':[null]              | /labels/0: missing
            """)
    void whatDoesNotFitIsRefusedByItsPlaceAndNoValueIsRepeated(String part, @Nullable String instead, String message) {
        String spoilt = JAR.replace(part, instead == null ? "" : instead);

        assertThatThrownBy(() -> read(spoilt)).isInstanceOf(Invalid.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'execution':'o-1-2',", "'execution':null,", ""})
    void theNameOfTheExecutionIsTakenOffBeforeTheRecordIsRead(String execution) {
        assertThat(read(JAR.replace("'name'", execution + "'name'")))
                .isEqualTo(new Jar("n", List.of(new Marble("red", 7)), List.of("x"), null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "''", "{'name':'secret'}", "['secret']", "true"})
    void whatIsNoNameOfAnExecutionIsRefused(String execution) {
        assertThatThrownBy(() -> read(JAR.replace("'name'", "'execution':" + execution + ",'name'")))
                .isInstanceOf(Invalid.class)
                .hasMessage("/execution: must be the name of an execution, 1 to 80 characters");
    }

    @Test
    void aNameLongerThanAnyExecutionHasIsRefusedAndNotLogged() {
        String json = "{\"execution\":\"" + "x".repeat(81) + "\"}";

        assertThatThrownBy(() -> read(json))
                .hasMessageStartingWith("/execution: must be")
                .hasMessageNotContaining("xx");
    }

    @Test
    void aRecordHasNoFieldOfTheEnvelope() {
        record Clash(String execution) {}

        assertThatThrownBy(() -> new Actions("id", Invalid::new, Invalid::new).on("a", Clash.class, clash -> clash))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Clash.execution could never be read");
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> read("[]")).hasMessage("must be a JSON object");
        assertThatThrownBy(() -> read("{")).hasMessage("not well-formed JSON, or a field occurs twice");
        assertThatThrownBy(() -> read("{} {}")).hasMessage("not well-formed JSON, or a field occurs twice");
    }

    @Test
    void theEnvelopeIsTakenOffAndTheRestIsTheBody() {
        Invocation invocation = invocation("{'action':'a','execution':'o-1-2','name':'n','size':7}");

        assertThat(invocation.action()).isEqualTo("a");
        assertThat(invocation.execution()).isEqualTo("o-1-2");
        assertThat(invocation.body().propertyNames()).containsExactly("name", "size");
        assertThat(invocation.text("name")).isEqualTo("n");
        assertThat(invocation.text("size")).isNull();
        assertThat(invocation.text("absent")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'action':null}", "{'action':7}", "{'action':['a']}", "{'action':{'a':1}}"})
    void withoutATextForItThereIsNoAction(String payload) {
        assertThat(invocation(payload).action()).isNull();
    }

    private Jar read(String json) {
        try {
            return jars.read(invocation(json).body());
        } catch (MalformedJson | Invocation.NotAnObject | JsonMismatch e) {
            throw new Invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Invocation invocation(String json) {
        return Invocation.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
