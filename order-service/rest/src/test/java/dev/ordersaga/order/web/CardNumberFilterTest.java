package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.web.RunningRest.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith({RunningRest.Extension.class, OutputCaptureExtension.class})
class CardNumberFilterTest {

    /** A number that card schemes publish for tests. */
    private static final String CARD = "4111111111111111";

    private final RunningRest rest;

    CardNumberFilterTest(RunningRest rest) {
        this.rest = rest;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'customerId':'#','items':[{'sku':'TEA-1','quantity':2}],'paymentMethod':'pm_ok'}",
                "{'customerId':'c','items':[{'sku':'#','quantity':2}],'paymentMethod':'pm_ok'}",
                "{'customerId':'c','items':[{'sku':'TEA-1','quantity':#}],'paymentMethod':'pm_ok'}",
                "{'customerId':'c','items':[{'sku':'TEA-1','quantity':2}],'paymentMethod':'#'}",
                "{'customerId':'c','items':[{'sku':'TEA-1','quantity':2}],'paymentMethod':'pm_#'}",
                "{'customerId':'c','items':[{'sku':'TEA-1','quantity':2}],'paymentMethod':'pm_ok','card':{'number':'#'}}",
                "{'customerId':'c','items':[{'sku':'TEA-1','quantity':2}],'paymentMethod':'pm_ok','note':[['my # card']]}",
                "{'customerId':'c','items':[{'sku':'TEA-1','quantity':2}],'paymentMethod':'pm_ok','#':1}",
                "{'customerId':'c','items':[],'#':{'#':'#'},'paymentMethod':'pm_ok'}",
                "['#']",
                "'#'",
                "#",
                "{'customerId':'c','#':",
                "{'#':1,'#':2}",
            })
    void whereverItStandsInABodyTheRequestIsRefusedAndTheNumberNotRepeated(String body, CapturedOutput output) {
        for (String written : new String[] {CARD, "4111 1111 1111 1111", "4111-1111-1111-1111"}) {
            if (!body.contains("'#") && !body.contains("#'") && !written.equals(CARD)) {
                continue; // blanks and dashes make no JSON number
            }
            int started = rest.stepFunctions.started();

            Answer answer = rest.post(newKey(), body.replace('\'', '"').replace("#", written));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.response().body()).doesNotContain(written);
            assertThat(rest.stepFunctions.started()).isEqualTo(started);
            assertThat(output.getAll()).doesNotContain(written);
        }
    }

    @Test
    void whereverItStandsBesideTheBodyTheRequestIsRefusedAndTheNumberNotRepeated(CapturedOutput output) {
        for (Answer answer : new Answer[] {
            rest.post("order-" + CARD, teaFor("c")),
            rest.post("4111-1111-1111-1111", teaFor("c")),
            rest.get("/orders/" + CARD),
            rest.get("/orders/" + CARD + "/saga"),
            rest.get("/orders/4111%20%31111 1111 1111".replace(" ", "%20")),
            rest.get("/orders?status=PENDING&after=" + CARD),
            rest.get("/products?card=" + CARD),
            rest.decide(CARD, "cancellation", "")
        }) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.response().body()).doesNotContain("1111");
        }
        assertThat(output.getAll()).doesNotContain(CARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancellation", "review", "repair"})
    void aReasonHoldsNone(String what) {
        String id = rest.post(newKey(), teaFor("c")).text("id");

        Answer answer = rest.decide(
                id, what, "{\"decision\":\"refuse\",\"resolution\":\"skip\",\"reason\":\"refund to " + CARD + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("reason");
        assertThat(answer.response().body()).doesNotContain(CARD);
    }

    @Test
    void digitsOfAnIdentifierAreNoCardNumber() {
        assertThat(rest.post("a" + CARD + "f", teaFor("c")).status()).isEqualTo(202);
        assertThat(rest.post("9f8e4111-1111-4111-8111-1111111111f1", teaFor("c"))
                        .status())
                .isEqualTo(202);
        assertThat(rest.get("/orders/0f" + CARD + "00a1b2c3d4e5f6a7b8c9d0e1").status())
                .isEqualTo(404);
    }
}
