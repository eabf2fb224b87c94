package dev.ordersaga.participant.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {

    enum Glaze {
        MATT,
        BRIGHT
    }

    record Name(String value) {

        Name {
            if (value.isBlank()) {
                throw new IllegalArgumentException("a name is not blank");
            }
        }
    }

    record Handle(int width, Glaze glaze) {}

    record Vase(
            Name name,
            long height,
            Glaze glaze,
            @Nullable Instant fired,
            List<List<Handle>> handles,
            List<Name> owners) {}

    record Fragile(String value, int size) {

        Fragile {
            if (size > 0) {
                throw new IllegalStateException(value);
            }
        }
    }

    private static final String VASE = "{'name':'n','height':30,'glaze':'MATT','fired':'2026-01-31T12:00:00Z',"
            + "'handles':[[{'width':1,'glaze':'BRIGHT'}],[]],'owners':['a','b']}";

    private final RecordReader<Vase> vases = new RecordReader<>(Vase.class);

    @Test
    void readsValuesInstantsConstantsAndListsOfLists() {
        assertThat(read(VASE))
                .isEqualTo(new Vase(
                        new Name("n"),
                        30,
                        Glaze.MATT,
                        Instant.parse("2026-01-31T12:00:00Z"),
                        List.of(List.of(new Handle(1, Glaze.BRIGHT)), List.of()),
                        List.of(new Name("a"), new Name("b"))));
        assertThat(vases.fields()).containsExactly("name", "height", "glaze", "fired", "handles", "owners");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'name':'n'         | 'name':' '          | a name is not blank
            'name':'n'         | 'name':{'value':'n'} | /name: not of the expected type
            'height':30        | 'height':1e999999999 | /height: not of the expected type
            'height':30        | 'height':30.0       | /height: not of the expected type
            'glaze':'MATT'     | 'glaze':'matt'      | /glaze: not of the expected type
            'glaze':'MATT'     | 'glaze':0           | /glaze: not of the expected type
            'fired':'2026-01-31T12:00:00Z' | 'fired':'today' | fired must be an instant such as 2026-01-31T12:00:00Z
            'fired':'2026-01-31T12:00:00Z' | 'fired':7 | /fired: not of the expected type
            'width':1          | 'width':2147483648  | /handles/0/0/width: not of the expected type
            'width':1          | 'width':null        | /handles/0/0/width: missing
            ,[]]               | ,{}]                | /handles/1: must be an array
            ,[]]               | ,[7]]               | /handles/1/0: must be an object
            'owners':['a','b'] | 'owners':['a','']   | a name is not blank
            'owners':['a','b'] | 'owners':['a',null] | /owners/1: missing
            """)
    void refusesWhatDoesNotFitByItsPlace(String part, String instead, String message) {
        assertThatThrownBy(() -> read(VASE.replace(part, instead)))
                .isInstanceOf(JsonMismatch.class)
                .hasMessage(message);
    }

    @Test
    void aNullMayStandWhereOneIsDeclared() {
        assertThat(read(VASE.replace("'2026-01-31T12:00:00Z'", "null")).fired()).isNull();
        assertThat(read(VASE.replace("'fired':'2026-01-31T12:00:00Z',", "")).fired())
                .isNull();
    }

    @Test
    void whatAConstructorThrowsIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> new RecordReader<>(Fragile.class).read(tree("{'value':'secret','size':1}")))
                .isInstanceOf(JsonMismatch.class)
                .hasMessage("not acceptable");
    }

    @Test
    void aRecordOfOtherTypesIsRefusedWhenTheReaderIsMade() {
        record Open(Map<String, String> anything) {}
        record Real(double number) {}

        assertThatThrownBy(() -> new RecordReader<>(Open.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecordReader<>(Real.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlaceIsAPointerOrAPath() {
        Place place = Place.ROOT.field("items").element(0).field("a/b~c");

        assertThat(place.pointer()).isEqualTo("/items/0/a~1b~0c").isEqualTo(place.toString());
        assertThat(place.path(name -> "<" + name + ">")).isEqualTo("<items>[0].<a/b~c>");
        assertThat(Place.ROOT.pointer()).isEmpty();
    }

    private Vase read(String json) {
        return vases.read(tree(json));
    }

    private static tools.jackson.databind.JsonNode tree(String json) {
        return StrictJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
