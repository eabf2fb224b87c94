package dev.ordersaga.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.AwsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole language of patterns, each operator with an event that it wants and one that it does not. */
class EventPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":["x"]}                                       | {"a":"x"}               | {"a":"y"}
            {"a":["x","y"]}                                   | {"a":"y"}               | {"a":"z"}
            {"a":[1]}                                         | {"a":1.0}               | {"a":"1"}
            {"a":[true]}                                      | {"a":true}              | {"a":false}
            {"a":[null]}                                      | {"a":null}              | {"a":"null"}
            {"a":["x"]}                                       | {"a":["w","x"]}         | {"a":["w"]}
            {"a":{"b":["x"]}}                                 | {"a":{"b":"x","c":1}}   | {"a":{"c":"x"}}
            {"a":["x"],"b":["y"]}                             | {"a":"x","b":"y"}       | {"a":"x"}
            {"a":[{"prefix":"x"}]}                            | {"a":"xy"}              | {"a":"yx"}
            {"a":[{"prefix":{"equals-ignore-case":"x"}}]}     | {"a":"Xy"}              | {"a":"yx"}
            {"a":[{"suffix":".png"}]}                         | {"a":"a.png"}           | {"a":"png"}
            {"a":[{"suffix":{"equals-ignore-case":".png"}}]}  | {"a":"a.PNG"}           | {"a":"png"}
            {"a":[{"equals-ignore-case":"abc"}]}              | {"a":"aBC"}             | {"a":"ab"}
            {"a":[{"wildcard":"a*c*e"}]}                      | {"a":"abcde"}           | {"a":"abc"}
            {"a":[{"anything-but":["x","y"]}]}                | {"a":"z"}               | {"a":"x"}
            {"a":[{"anything-but":5}]}                        | {"a":6}                 | {"a":5}
            {"a":[{"anything-but":{"prefix":"x"}}]}           | {"a":"yx"}              | {"a":"xy"}
            {"a":[{"anything-but":{"suffix":"x"}}]}           | {"a":"xy"}              | {"a":"yx"}
            {"a":[{"anything-but":{"wildcard":"x*z"}}]}       | {"a":"xy"}              | {"a":"xyz"}
            {"a":[{"anything-but":{"equals-ignore-case":"x"}}]} | {"a":"y"}             | {"a":"X"}
            {"a":[{"numeric":[">",0,"<=",5]}]}                | {"a":5}                 | {"a":0}
            {"a":[{"numeric":["=",3.5]}]}                     | {"a":3.50}              | {"a":3}
            {"a":[{"exists":true}]}                           | {"a":1}                 | {"b":1}
            {"a":[{"exists":false}]}                          | {"b":1}                 | {"a":1}
            {"a":[{"cidr":"10.0.0.0/24"}]}                    | {"a":"10.0.0.7"}        | {"a":"10.0.1.7"}
            {"$or":[{"a":["x"]},{"b":[{"numeric":[">",1]}]}]} | {"a":"y","b":2}         | {"a":"y","b":1}
            {"a":[{"b":["x"]}]}                               | `{}`                    | `{}`
            """)
    void whatAPatternWantsAndWhatItDoesNot(String pattern, String wanted, String unwanted) {
        if (wanted.equals("{}")) {
            // An object among the values is no pattern but an operator that there is not.
            assertThatThrownBy(() -> EventPattern.read(pattern)).isInstanceOf(AwsError.class);
            return;
        }
        EventPattern read = EventPattern.read(pattern);

        assertThat(read.matches(wanted)).isTrue();
        assertThat(read.matches(unwanted)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing
            []
            {"a":"x"}
            {"a":[]}
            {}
            {"a":[{"numeric":[">"]}]}
            {"a":[{"starts":"x"}]}
            {"a":[{"cidr":"10.0.0/24"}]}
            """)
    void whatIsNoPatternIsRefusedWithAReason(String pattern) {
        assertThatThrownBy(() -> EventPattern.read(pattern))
                .isInstanceOf(AwsError.class)
                .hasMessageStartingWith("Event pattern is not valid. Reason: ")
                .extracting(e -> ((AwsError) e).code())
                .isEqualTo("InvalidEventPatternException");
    }

    @Test
    void valuesAreOfOneElementOfAnArray() {
        EventPattern pattern = EventPattern.read("{\"items\":{\"sku\":[\"a\"],\"count\":[2]}}");

        assertThat(pattern.matches("{\"items\":[{\"sku\":\"a\",\"count\":2},{\"sku\":\"b\",\"count\":1}]}"))
                .isTrue();
        assertThat(pattern.matches("{\"items\":[{\"sku\":\"a\",\"count\":1},{\"sku\":\"b\",\"count\":2}]}"))
                .isFalse();
    }
}
