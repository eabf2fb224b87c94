package dev.ordersaga.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.InjectedFaults;
import dev.ordersaga.local.faults.FaultKind;
import dev.ordersaga.local.faults.Faults;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults that the console's pages ask for are those of {@code /_local/faults}. */
class LocalFaultsTest {

    private final Faults faults = new Faults();
    private final LocalFaults ours = new LocalFaults(faults);

    @Test
    void everyKindIsOfferedWithWhatItDoes() {
        assertThat(ours.kinds())
                .extracting(InjectedFaults.Kind::name)
                .containsExactlyElementsOf(
                        Arrays.stream(FaultKind.values()).map(FaultKind::text).toList());
        assertThat(ours.kinds()).allSatisfy(kind -> assertThat(kind.meaning()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindCanBeAskedForIsListedAndTakenBack(FaultKind kind) {
        InjectedFaults.Wanted wanted =
                new InjectedFaults.Wanted("shop", "{\"action\":\"ship\"}", kind.text(), "", 3, 0);

        ours.add(wanted);

        assertThat(ours.list()).singleElement().satisfies(injected -> {
            assertThat(injected.used()).isZero();
            assertThat(injected.wanted().function()).isEqualTo("shop");
            assertThat(injected.wanted().match()).isEqualTo("{\"action\":\"ship\"}");
            assertThat(injected.wanted().kind()).isEqualTo(kind.text());
            assertThat(injected.wanted().times()).isEqualTo(3);
        });
        ours.clear();
        assertThat(faults.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop | { | error-before | 1 | 0",
                "shop | [] | error-before | 1 | 0",
                "shop | {} | melts | 1 | 0",
                "shop | {} | error-before | 0 | 0",
                "shop | {} | error-before | 1 | -5"
            })
    void whatIsNoFaultIsRefusedAndNotKept(String function, String match, String kind, int times, long delay) {
        assertThatThrownBy(() -> ours.add(new InjectedFaults.Wanted(function, match, kind, "", times, delay)))
                .isInstanceOfSatisfying(EndpointRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("NotAFault");
                    assertThat(refused.words()).isNotBlank();
                });
        assertThat(faults.list()).isEmpty();
    }
}
