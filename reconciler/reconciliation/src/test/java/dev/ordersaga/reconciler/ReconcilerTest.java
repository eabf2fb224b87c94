package dev.ordersaga.reconciler;

import static dev.ordersaga.reconciler.PublishedOrderFixture.approved;
import static dev.ordersaga.reconciler.PublishedOrderFixture.awaitingReview;
import static dev.ordersaga.reconciler.PublishedOrderFixture.confirmed;
import static dev.ordersaga.reconciler.PublishedOrderFixture.decided;
import static dev.ordersaga.reconciler.PublishedOrderFixture.inRepair;
import static dev.ordersaga.reconciler.PublishedOrderFixture.pending;
import static dev.ordersaga.reconciler.PublishedOrderFixture.rejected;
import static dev.ordersaga.reconciler.PublishedOrderFixture.rejectedWithLeftOver;
import static dev.ordersaga.reconciler.PublishedOrderFixture.takenBack;
import static dev.ordersaga.reconciler.World.NOW;
import static dev.ordersaga.reconciler.World.ago;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.PublishedOrder.Resolution;
import dev.ordersaga.reconciler.SagaExecution.Status;
import dev.ordersaga.reconciler.report.Discrepancy;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import dev.ordersaga.reconciler.report.Discrepancy.Outcome;
import dev.ordersaga.reconciler.report.ReconciliationReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Given stores and executions, what is done about them. */
class ReconcilerTest {

    private final World world = new World();
    private final OrderId id = PublishedOrderFixture.newId();

    @Test
    void whatAgreesIsLeftAlone() {
        OrderId running = PublishedOrderFixture.newId();
        OrderId refused = PublishedOrderFixture.newId();
        world.has(confirmed(id));
        world.sagas.run(id, 1, Status.SUCCEEDED, ago(50));
        world.payments.holds(id.value(), State.HELD);
        world.reservations.holds(id.value(), State.HELD);
        world.has(pending(running));
        world.sagas.running(running, 1, ago(10));
        world.payments.holds(running.value(), State.HELD);
        world.has(rejected(refused));
        world.sagas.run(refused, 1, Status.SUCCEEDED, ago(50));
        world.payments.holds(refused.value(), State.GIVEN_BACK);
        world.reservations.holds(refused.value(), State.NONE);

        ReconciliationReport report = world.reconcile();

        assertThat(report.findings()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.compared()).isEqualTo(new ReconciliationReport.Compared(0, 1, 1, 3, 2));
        assertThat(world.sagas.started).isEmpty();
    }

    // ---- executions that ended badly

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "ABORTED", "TIMED_OUT"})
    void anExecutionThatEndedBadlyIsStartedAgainWithItsOwnInput(Status status) {
        world.sagas.run(id, 1, status, ago(30));

        assertThat(world.reconcile().findings())
                .containsExactly(new Discrepancy(
                        Kind.EXECUTION_ENDED,
                        id.value(),
                        Outcome.REPAIRED,
                        "run 1 is " + status + "; started as run 2"));
        assertThat(world.sagas.started).containsExactly(id + "-2 with input of " + id);
        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void oneThatEndedAMomentAgoIsLeftAlone() {
        world.sagas.run(id, 1, Status.ABORTED, ago(4));
        world.has(pending(id));

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void withoutGraceOneThatEndsAheadOfOurClockIsRepaired() {
        world.sagas.run(id, 1, Status.ABORTED, NOW.plusSeconds(30));

        ReconciliationReport report = world.reconcile(
                new ReconciliationLimits(Duration.ZERO, Duration.ofMinutes(15), null, Duration.ofHours(1), false));

        assertThat(report.repaired()).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNNING", "SUCCEEDED"})
    void oneWhoseNextRunIsWellIsLeftAlone(Status next) {
        world.sagas.run(id, 1, Status.ABORTED, ago(40));
        world.sagas.run(id, 2, next, next == Status.RUNNING ? null : ago(30));

        assertThat(world.reconcile().findings()).isEmpty();
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void theNextRunOfOneThatWasStoppedAgainHasTheNextNumber() {
        world.sagas.run(id, 1, Status.ABORTED, ago(40));
        world.sagas.run(id, 2, Status.FAILED, ago(30));
        world.sagas.run(id, 3, Status.TIMED_OUT, ago(20));

        assertThat(world.reconcile().findings()).hasSize(1);
        assertThat(world.sagas.started).containsExactly(id + "-4 with input of " + id);
    }

    @Test
    void afterFiveRunsAPersonIsAsked() {
        for (int number = 1; number <= 5; number++) {
            world.sagas.run(id, number, Status.FAILED, ago(60 - number));
        }
        world.has(pending(id));

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(tuple(Kind.EXECUTION_ENDED, Outcome.REPORTED));
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void anotherReconcilerThatWasQuickerHasRepairedIt() {
        world.sagas.run(id, 1, Status.ABORTED, ago(40));
        world.sagas.beforeStart = () -> world.sagas.run(id, 2, Status.SUCCEEDED, NOW);

        assertThat(world.reconcile().findings())
                .containsExactly(new Discrepancy(
                        Kind.EXECUTION_ENDED,
                        id.value(),
                        Outcome.REPAIRED,
                        "run 1 is ABORTED; run 2 was started meanwhile"));
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void aNameThatSomebodyTookForSomethingElseIsReported() {
        world.sagas.run(id, 1, Status.ABORTED, ago(40));
        world.sagas.beforeStart = () -> world.sagas.byHand(id + "-2", Status.SUCCEEDED);

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::outcome)
                .containsExactly(Outcome.REPORTED);
    }

    @Test
    void anExecutionThatIsNoOrdersIsReportedAndLeftAlone() {
        world.sagas.byHand("somebody-s-experiment", Status.FAILED);
        world.sagas.byName.put("long-ago", new SagaExecution(1, Status.FAILED, ago(3_000), ago(2_000), "{}", false));

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::order, Discrepancy::outcome)
                .containsExactly(tuple(Kind.EXECUTION_UNKNOWN, null, Outcome.REPORTED));
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void anIdThatLeavesNoRoomForASecondNameIsReported() {
        OrderId longest = new OrderId("o".repeat(79));
        world.sagas.run(longest, 1, Status.ABORTED, ago(40));

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::outcome)
                .containsExactly(Outcome.REPORTED);
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void aDryRunOnlySaysWhatItWouldDo() {
        world.sagas.run(id, 1, Status.ABORTED, ago(30));
        world.payments.holds("nobody", State.HELD);

        ReconciliationReport report = world.reconcile(true);

        assertThat(report.findings()).extracting(Discrepancy::outcome).containsOnly(Outcome.PROPOSED);
        assertThat(report.proposed()).isEqualTo(2);
        assertThat(world.sagas.started).isEmpty();
        assertThat(world.payments.givenBack).isEmpty();
    }

    // ---- orders that are not decided

    @Test
    void aPendingOrderThatNoExecutionCarriesGetsOne() {
        world.has(pending(id));

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(tuple(Kind.EXECUTION_MISSING, Outcome.REPAIRED));
        assertThat(world.sagas.started).containsExactly(id + " with input of " + id);
    }

    @Test
    void aPendingOrderWhoseFirstRunIsForgottenIsCarriedByItsSecond() {
        world.has(pending(id));
        world.sagas.running(id, 2, ago(5));

        assertThat(world.reconcile().findings()).isEmpty();
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void aPendingOrderWhoseExecutionTakesTooLongIsReportedWithItsState() {
        world.has(pending(id));
        world.sagas.running(id, 1, ago(16));

        assertThat(world.reconcile().findings())
                .containsExactly(new Discrepancy(
                        Kind.ORDER_STUCK,
                        id.value(),
                        Outcome.REPORTED,
                        "it is PENDING, and its run 1 has been going on since " + ago(16) + " in ReserveInventory"));
    }

    @Test
    void anOrderThatIsDecidedWhileItIsLookedAtIsLeftAlone() {
        world.has(pending(id));
        world.sagas.run(id, 1, Status.SUCCEEDED, ago(10));
        int[] reads = {0};
        world.meanwhile = () -> {
            if (++reads[0] == 2) {
                world.has(confirmed(id));
                world.payments.holds(id.value(), State.HELD);
                world.reservations.holds(id.value(), State.HELD);
            }
        };

        assertThat(world.reconcile().findings()).isEmpty();
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void anOrderThatItsExecutionLeftUndecidedIsRunAgain() {
        world.has(pending(id));
        world.sagas.run(id, 1, Status.SUCCEEDED, ago(10));

        world.reconcile();

        assertThat(world.sagas.started).containsExactly(id + "-2 with input of " + id);
    }

    @Test
    void anOrderInRepairWhoseExecutionIsDeadAsksAgain() {
        world.has(inRepair(id));
        world.sagas.run(id, 1, Status.TIMED_OUT, ago(10));

        assertThat(world.reconcile().findings()).hasSize(1);
        assertThat(world.sagas.started).containsExactly(id + "-2 with input of " + id);
    }

    @Test
    void anOrderInRepairWhoseExecutionWaitsIsLeftAlone() {
        world.has(inRepair(id));
        world.sagas.running(id, 1, ago(10_000));
        world.payments.holds(id.value(), State.HELD);

        assertThat(world.reconcile().findings()).isEmpty();
    }

    // ---- what people decided

    @Test
    void anOrderThatWaitsForItsReviewIsNotStuck() {
        world.has(awaitingReview(id));
        world.sagas.running(id, 1, ago(600));

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void anOrderThatWasReviewedAMomentAgoIsNotStuck() {
        world.has(approved(id, ago(14)));
        world.sagas.running(id, 1, ago(600));

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void aReviewThatWasDecidedAndNotDeliveredIsDelivered() {
        world.has(approved(id, ago(10)));
        world.sagas.running(id, 1, ago(20));
        world.sagas.state = "RequestReview";

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(tuple(Kind.DECISION_NOT_DELIVERED, Outcome.REPAIRED));
        assertThat(world.told).containsExactly("review of " + id);
    }

    @Test
    void aRepairThatWasDecidedAndNotDeliveredIsDelivered() {
        world.has(decided(id, Resolution.RETRY, ago(10)));
        world.sagas.running(id, 1, ago(20));

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(tuple(Kind.DECISION_NOT_DELIVERED, Outcome.REPAIRED));
        assertThat(world.told).containsExactly("repair of " + id);
    }

    @Test
    void aDecisionThatIsBeingDeliveredIsLeftAlone() {
        world.has(decided(id, Resolution.RETRY, ago(1)));
        world.sagas.running(id, 1, ago(20));

        assertThat(world.reconcile().findings()).isEmpty();
        assertThat(world.told).isEmpty();
    }

    @Test
    void aDryRunDeliversNothing() {
        world.has(decided(id, Resolution.RETRY, ago(10)));
        world.sagas.running(id, 1, ago(20));

        assertThat(world.reconcile(true).proposed()).isOne();
        assertThat(world.told).isEmpty();
    }

    // ---- orders that were taken back

    @Test
    void aConfirmedOrderThatIsBeingRefundedIsLeftAlone() {
        world.has(takenBack(id, ago(10)));
        world.refunds.running(id, 1, ago(10));
        world.payments.holds(id.value(), State.GIVEN_BACK);

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void aRefundThatWasStoppedIsRunAgain() {
        world.has(takenBack(id, ago(10)));
        world.refunds.run(id, 1, Status.ABORTED, ago(8));

        assertThat(world.reconcile().repaired()).isOne();
        assertThat(world.refunds.started).containsExactly(id + "-2 with input of " + id);
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void aRefundThatIsNotThereIsStarted() {
        world.has(takenBack(id, ago(10)));

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(tuple(Kind.REFUND_MISSING, Outcome.REPAIRED));
        assertThat(world.refunds.started).containsExactly(id + " with input of " + id);
    }

    // ---- what is held for no order

    @Test
    void whatIsHeldForAnOrderThatDoesNotExistIsGivenBack() {
        world.payments.holds("nobody 1", State.HELD);
        world.reservations.holds("nobody 1", State.HELD);

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(
                        tuple(Kind.CHARGE_WITHOUT_ORDER, Outcome.REPAIRED),
                        tuple(Kind.RESERVATION_WITHOUT_ORDER, Outcome.REPAIRED));
        assertThat(world.payments.givenBack).containsExactly("nobody 1");
        assertThat(world.reservations.givenBack).containsExactly("nobody 1");
    }

    @Test
    void whatIsHeldForARejectedOrderIsGivenBack() {
        world.has(rejected(id));
        world.sagas.run(id, 1, Status.SUCCEEDED, ago(10));
        world.payments.holds(id.value(), State.INTENDED);

        assertThat(world.reconcile().findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(tuple(Kind.CHARGE_WITHOUT_ORDER, Outcome.REPAIRED));
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "DONE"})
    void whatAnOperatorLeftAsItIsIsNotGivenBack(Resolution resolution) {
        world.has(rejectedWithLeftOver(id, resolution));
        world.payments.holds(id.value(), State.HELD);

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void whatTheOperatorSaidNothingOfIsGivenBack() {
        world.has(rejectedWithLeftOver(id, Resolution.SKIP));
        world.reservations.holds(id.value(), State.HELD);

        assertThat(world.reconcile().repaired()).isOne();
    }

    @Test
    void whatAListStillTellsIsReadAgain() {
        world.has(rejected(id));
        world.payments.listsAs(id.value(), State.HELD);
        world.payments.byOrder.put(id.value(), new Holding(id.value(), State.GIVEN_BACK, "9.00 EUR", ago(30)));

        assertThat(world.reconcile().findings()).isEmpty();
        assertThat(world.payments.givenBack).isEmpty();
    }

    @Test
    void whatWasTakenAMomentAgoIsLeftAlone() {
        world.payments.holdsSince("nobody", State.HELD, ago(4));

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void whatIsHeldForAnOrderThatARunIsAboutToWriteIsLeftAlone() {
        world.payments.holds(id.value(), State.HELD);
        world.sagas.running(id, 1, ago(30));

        assertThat(world.reconcile().findings()).isEmpty();
    }

    @Test
    void aRefundThatIsRefusedIsReported() {
        world.payments.holds("nobody", State.HELD);
        world.payments.refuses = true;

        assertThat(world.reconcile().findings())
                .containsExactly(
                        new Discrepancy(
                                Kind.CHARGE_WITHOUT_ORDER,
                                "nobody",
                                Outcome.REPORTED,
                                "9.00 EUR held, and the order does not exist; it is not given back: RefundRefused: REFUND_REFUSED"));
    }

    @Test
    void aServiceThatKnowsOfNothingToGiveBackIsReported() {
        world.payments.holds("nobody", State.HELD);
        world.payments.knowsNothing = true;

        assertThat(world.reconcile().reported()).isOne();
    }

    // ---- confirmed orders

    @Test
    void aConfirmedOrderThatIsNotPaidOrNotReservedIsReportedLoud() {
        world.has(confirmed(id));
        world.payments.holds(id.value(), State.GIVEN_BACK);

        assertThat(world.reconcile().findings())
                .containsExactly(
                        new Discrepancy(
                                Kind.CONFIRMED_WITHOUT_CHARGE,
                                id.value(),
                                Outcome.REPORTED,
                                "it is CONFIRMED, and its payment is GIVEN_BACK"),
                        new Discrepancy(
                                Kind.CONFIRMED_WITHOUT_RESERVATION,
                                id.value(),
                                Outcome.REPORTED,
                                "it is CONFIRMED, and its reservation is NONE"));
        assertThat(world.sagas.started).isEmpty();
    }

    @Test
    void aConfirmedOrderWhosePaymentTheListHasNotYetIsLeftAlone() {
        world.has(confirmed(id));
        world.payments.holds(id.value(), State.HELD);
        world.payments.listsAs(id.value(), State.INTENDED);
        world.reservations.holds(id.value(), State.HELD);

        assertThat(world.reconcile().findings()).isEmpty();
    }

    // ---- bounds

    @Test
    void aServiceThatIsAwayForAMomentDoesNotKeepTheRestFromBeingRepaired() {
        world.sagas.run(id, 1, Status.ABORTED, ago(40));
        world.sagas.away = true;
        world.payments.holds("nobody 1", State.HELD);

        ReconciliationReport report = world.reconcile();

        assertThat(report.findings())
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .containsExactly(
                        tuple(Kind.NOT_COMPARED, Outcome.REPORTED), tuple(Kind.CHARGE_WITHOUT_ORDER, Outcome.REPAIRED));
    }

    @Test
    void aPassEndsWhenItsTimeIsUpAndTheNextGoesOn() {
        for (int i = 0; i < 20; i++) {
            world.sagas.run(PublishedOrderFixture.newId(), 1, Status.ABORTED, ago(30 + i));
        }
        world.tick = Duration.ofSeconds(1);
        ReconciliationLimits tenSeconds = new ReconciliationLimits(
                Duration.ofMinutes(5), Duration.ofMinutes(15), null, Duration.ofSeconds(20), false);

        ReconciliationReport first = world.reconcile(tenSeconds);

        assertThat(first.complete()).isFalse();
        assertThat(first.repaired()).isBetween(1L, 19L);
        assertThat(first.findings())
                .last()
                .extracting(Discrepancy::kind, Discrepancy::outcome)
                .isEqualTo(List.of(Kind.NOT_COMPARED, Outcome.REPORTED));
        world.tick = Duration.ZERO;
        assertThat(world.reconcile().repaired()).isEqualTo(20 - first.repaired());
    }

    @Test
    void whatIsOlderThanTheLookBackIsNotCompared() {
        world.payments.holdsSince("nobody", State.HELD, NOW.minus(Duration.ofDays(8)));

        ReconciliationReport report = world.reconcile(new ReconciliationLimits(
                Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofDays(7), Duration.ofHours(1), false));

        assertThat(report.findings()).isEmpty();
        assertThat(world.reconcile().repaired()).isOne();
    }

    @Test
    void aFindingReadsAsOneLine() {
        assertThat(new Discrepancy(Kind.EXECUTION_ENDED, "o-1", Outcome.REPAIRED, "run 1 is ABORTED"))
                .hasToString("REPAIRED EXECUTION_ENDED order o-1: run 1 is ABORTED");
    }
}
