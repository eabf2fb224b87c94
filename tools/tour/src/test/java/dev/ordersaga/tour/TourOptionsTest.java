package dev.ordersaga.tour;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TourOptionsTest {

    @Test
    void withoutAnyTheUsualPortsAreTakenAndItStaysUp() {
        TourOptions options = TourOptions.parse(List.of(), 7);

        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.awsPort()).isEqualTo(4566);
        assertThat(options.issuerPort()).isEqualTo(9000);
        assertThat(options.once()).isFalse();
        assertThat(options.saga()).isNull();
        assertThat(options.startedAtMillis()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", ""})
    void aPortThatIsNoneIsNamed(String port) {
        assertThatThrownBy(() -> TourOptions.parse(List.of("--port", port), 0))
                .isInstanceOf(CannotGoOn.class)
                .hasMessage("--port must be a port from 1 to 65535, not '" + port + "'");
    }

    @Test
    void twoServersDoNotShareAPort() {
        assertThatThrownBy(() -> TourOptions.parse(List.of("--port", "4566"), 0))
                .hasMessage("--port and --aws-port are both 4566: choose two");
        assertThatThrownBy(() -> TourOptions.parse(List.of("--aws-port", "9000"), 0))
                .hasMessage("--aws-port and --issuer-port are both 9000: choose two");
    }

    @Test
    void anOptionThatIsUnknownOrLacksItsValueIsNamed() {
        assertThatThrownBy(() -> TourOptions.parse(List.of("--prot"), 0))
                .hasMessageStartingWith("unknown option --prot");
        assertThatThrownBy(() -> TourOptions.parse(List.of("--port"), 0)).hasMessage("--port needs a value");
        assertThatThrownBy(() -> TourOptions.parse(List.of("--saga", "none.json"), 0))
                .hasMessage("--saga must be an ASL file; there is none at none.json");
    }

    @Test
    void aParameterOfTheTemplateHasANameAndAValue() {
        assertThat(TourOptions.parse(List.of("--parameter", "ReviewAbove=1000", "--parameter", "JwtAudience=a=b"), 0)
                        .parameters())
                .isEqualTo(Map.of("ReviewAbove", "1000", "JwtAudience", "a=b"));
        assertThatThrownBy(() -> TourOptions.parse(List.of("--parameter", "ReviewAbove"), 0))
                .hasMessage("--parameter must be NAME=VALUE, not 'ReviewAbove'");
    }

    @Test
    void aFaultFailsForGoodUnlessItSaysHowOften() {
        assertThat(TourOptions.parse(List.of("--fault", "payment-service:refundPayment:throttle:2"), 0)
                        .faults())
                .containsExactly(new OrderedFault("payment-service", "refundPayment", "throttle", 2));
        assertThat(OrderedFault.parse("a:b:error-after").times()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a:b:explosion", "a:b:throttle:0", "a:b:throttle:often", "a:b:throttle:1:2"})
    void aFaultThatIsNotUnderstoodIsSaid(String fault) {
        assertThatThrownBy(() -> OrderedFault.parse(fault))
                .isInstanceOf(CannotGoOn.class)
                .hasMessageStartingWith("--fault");
    }

    @Test
    void theTextOfHelpNamesTheOptionsThereAre() throws IOException {
        String usage;
        try (InputStream text = requireNonNull(TourOptions.class.getResourceAsStream("usage.txt"))) {
            usage = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
        Set<String> named = new TreeSet<>();
        Matcher option = Pattern.compile("(?m)^  (--[a-z-]+)").matcher(usage);
        while (option.find()) {
            named.add(option.group(1));
        }
        Set<String> forPeople = new TreeSet<>(TourOptions.names());
        // What ./run adds by itself, and what it keeps to itself.
        forPeople.removeAll(Set.of("--home", "--started-at", "--check"));
        forPeople.addAll(Set.of("--rebuild", "--help"));

        assertThat(named).isEqualTo(forPeople);
    }

    @Test
    void whatIsWrongWithTheOptionsIsToldApartFromWhatFailsLater() {
        assertThatThrownBy(() -> TourOptions.parse(List.of("--prot"), 0)).isInstanceOf(WrongUse.class);
        assertThatThrownBy(() -> TourOptions.parse(List.of("stray"), 0)).isInstanceOf(WrongUse.class);
        assertThatThrownBy(() -> TourOptions.parse(List.of("--fault", "x"), 0)).isInstanceOf(WrongUse.class);
    }
}
