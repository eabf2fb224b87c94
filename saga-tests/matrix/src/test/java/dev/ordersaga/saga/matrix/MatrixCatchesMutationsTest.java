package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.InvalidDefinition;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.definition.RefundSaga;
import dev.ordersaga.saga.matrix.Plan.Operator;
import dev.ordersaga.saga.matrix.Plan.Reviewer;
import dev.ordersaga.saga.matrix.Plan.Turns;
import dev.ordersaga.saga.matrix.RunningSaga.Kind;
import dev.ordersaga.saga.services.OnStores;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Stores;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The matrix is worth something: with any one guard taken away, some run of a small part of it finds the books wrong. */
@OnStores
class MatrixCatchesMutationsTest {

    private static final int AT_A_TIME = 16;

    /** An order that was paid and reserved, and goes all the way back. */
    private static final Plan BACK = Plan.HAPPY.with(Fault.lasting("ConfirmOrder", FaultKind.ERROR_BEFORE));

    private final Stores stores;

    MatrixCatchesMutationsTest(Stores stores) {
        this.stores = stores;
    }

    @Test
    void everyGuardOfTheParticipantsIsMissedWhenItIsGone(TestReporter says) {
        List<Plan> scouts = new ArrayList<>(scouts());
        Matrix unharmed = new Matrix(stores, Matrix.shipped(), Wire.Tamper.NONE, 2);
        Stream.of(Plan.HAPPY.stock(Plan.QUANTITY), BACK)
                .forEach(plan -> scouts.addAll(Matrix.faultsInside(unharmed.run(plan))));
        List<String> unnoticed = new ArrayList<>();
        for (Mutation mutation : Mutation.values()) {
            Matrix matrix = new Matrix(stores, Matrix.shipped(), mutation, 2);
            Optional<Report> caught = firstWrong(matrix, scouts);
            tell(says, mutation.name(), caught);
            if (caught.isEmpty()) {
                unnoticed.add(mutation.name());
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void everyCatchIsMissedWhenItIsGone(TestReporter says) {
        Matrix whole = new Matrix(stores, Matrix.shipped(), Wire.Tamper.NONE, 2);
        Map<Kind, Map<String, List<Plan>>> visitors = new EnumMap<>(Kind.class);
        whole.run(scouts()).forEach(report -> {
            assertThat(report.problems()).as(report.toString()).isEmpty();
            report.sagas().forEach(saga -> {
                Coverage one = new Coverage(requireNonNull(Matrix.shipped().get(saga.kind())));
                one.visit(report.plan(), saga.execution().history());
                one.firstVisitors()
                        .keySet()
                        .forEach(visited -> visitors.computeIfAbsent(saga.kind(), kind -> new HashMap<>())
                                .computeIfAbsent(visited, key -> new ArrayList<>())
                                .add(report.plan()));
            });
        });
        List<String> unnoticed = new ArrayList<>();
        for (Map.Entry<Kind, StateMachine> saga : Matrix.shipped().entrySet()) {
            for (State state : saga.getValue().graph().states().values()) {
                for (int index = 0; index < state.catchers().size(); index++) {
                    String name = Coverage.caught(state, index);
                    Map<Kind, StateMachine> machines = new EnumMap<>(Matrix.shipped());
                    try {
                        machines.put(saga.getKey(), without(saga.getKey(), state.name(), index));
                    } catch (InvalidDefinition refused) {
                        says.publishEntry("mutation", "without " + name + ": refused: " + refused.getMessage());
                        continue;
                    }
                    List<Plan> plans =
                            requireNonNull(visitors.get(saga.getKey())).getOrDefault(name, List.of());
                    Optional<Report> caught = firstWrong(new Matrix(stores, machines, Wire.Tamper.NONE, 2), plans);
                    tell(says, "without " + name + " (" + plans.size() + " visitors)", caught);
                    if (caught.isEmpty()) {
                        unnoticed.add(saga.getKey() + ": " + name);
                    }
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    private static void tell(TestReporter says, String mutation, Optional<Report> caught) {
        says.publishEntry(
                "mutation",
                mutation + ": "
                        + caught.map(report -> "caught by " + report.plan() + ": "
                                        + report.problems().get(0))
                                .orElse("NOT CAUGHT"));
    }

    /** A small part of the matrix, with something for every edge. */
    private List<Plan> scouts() {
        Plan takenBack = Plan.HAPPY.cancelledAfter(Matrix.LAST);
        Matrix matrix = new Matrix(stores, Matrix.shipped(), Wire.Tamper.NONE, 2);
        Report lastPieces = matrix.run(Plan.HAPPY.stock(Plan.QUANTITY));
        Report refund = matrix.run(takenBack);
        Report back = matrix.run(BACK);
        Report large = matrix.run(Plan.HAPPY.reviewed(Reviewer.APPROVES));
        Report restocked = matrix.run(Plan.HAPPY.stock(1).restocked());
        List<Plan> seconds = Matrix.seconds(matrix.run(Plan.HAPPY));
        return Stream.of(
                        Matrix.CUSTOMERS.stream(),
                        Stream.of(lastPieces, refund, back, large)
                                .flatMap(report -> Matrix.states(report).stream()
                                        .flatMap(state -> Stream.of(
                                                        FaultKind.SERVICE_ERROR,
                                                        FaultKind.TIMEOUT_BEFORE,
                                                        FaultKind.ERROR_AFTER)
                                                .map(kind -> report.plan().with(Fault.lasting(state, kind))))),
                        Stream.of(lastPieces, refund, back, large, restocked)
                                .flatMap(report -> Matrix.states(report).stream()
                                        .flatMap(state -> Stream.of(
                                                        FaultKind.DELIVERED_TWICE, FaultKind.DELIVERED_AGAIN)
                                                .map(kind -> report.plan().with(Fault.once(state, kind))))),
                        seconds.stream(),
                        // Every step of the second finds the first on its way back, or gone.
                        IntStream.rangeClosed(0, 3).mapToObj(held -> back.plan().second(0, Turns.SECOND_HELD, held)),
                        Matrix.cancellations(back).stream(),
                        Matrix.cancellations(matrix.run(Plan.HAPPY.card("pm_card_refund_refused"))).stream(),
                        Matrix.cancellationsThatFail(Plan.HAPPY).stream(),
                        Stream.of(
                                Plan.HAPPY.refundedByHandAfter(1),
                                Plan.HAPPY
                                        .with(Fault.lasting("ConfirmOrder", FaultKind.ERROR_AFTER))
                                        .with(Fault.lasting("SettleConfirmation", FaultKind.SERVICE_ERROR)),
                                Plan.HAPPY
                                        .card("pm_card_refund_refused")
                                        .stock(0)
                                        .operator(Operator.AWAY_FIRST),
                                Plan.HAPPY
                                        .card("pm_card_refund_refused")
                                        .stock(0)
                                        .with(Fault.lasting("RequestRepair", FaultKind.SERVICE_ERROR))))
                .flatMap(plans -> plans)
                .distinct()
                .toList();
    }

    /** Runs the plans until one fails. */
    private static Optional<Report> firstWrong(Matrix matrix, List<Plan> plans) {
        for (int from = 0; from < plans.size(); from += AT_A_TIME) {
            Optional<Report> wrong = matrix.run(plans.subList(from, Math.min(from + AT_A_TIME, plans.size()))).stream()
                    .filter(report -> !report.problems().isEmpty())
                    .findFirst();
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static StateMachine without(Kind kind, String state, int catcher) {
        String text = kind == Kind.ORDER
                ? OrderSaga.definition(Participants.PLACES)
                : RefundSaga.definition(Participants.PLACES);
        ObjectNode definition = (ObjectNode) Participants.JSON.readTree(text);
        ObjectNode edited = (ObjectNode) definition.path("States").path(state);
        ArrayNode catchers = (ArrayNode) edited.path("Catch");
        catchers.remove(catcher);
        if (catchers.isEmpty()) {
            edited.remove("Catch");
        }
        return StateMachine.parse(Participants.JSON.writeValueAsString(definition));
    }
}
