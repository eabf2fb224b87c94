package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.definition.RefundSaga;
import dev.ordersaga.saga.matrix.Plan.Operator;
import dev.ordersaga.saga.matrix.Plan.Reviewer;
import dev.ordersaga.saga.matrix.RunningSaga.Kind;
import dev.ordersaga.saga.services.OnStores;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The saga loses neither money nor stock, whatever fails; a test a stage, each of which learns from the stages before it.
 * {@code -Dmatrix.run='card=… faults=…'} makes the one run of which a failure's first line tells; {@code -Dmatrix.seed=7} sets
 * out on another random walk, {@code -Dmatrix.walks=100000} on a longer.
 */
@OnStores
class FaultMatrixTest {

    private static final long SEED = Long.getLong("matrix.seed", 20_261_124L);
    private static final int WALKS = Integer.getInteger("matrix.walks", 1_500);
    private static final int THREADS = 2;

    /** How often each state, edge and retrier was visited. */
    private static final Path VISITS = Path.of("target", "fault-matrix-visits.txt");

    /** The same in a picture. */
    private static final Path PAGE = Path.of("target", "fault-matrix-visits.html");

    private final Matrix matrix;
    private final Set<String> forward = new LinkedHashSet<>();
    private List<Report> customers = List.of();
    private List<Report> special = List.of();
    private List<Report> single = List.of();
    private List<Report> ways = List.of();
    private List<Report> pairs = List.of();
    private List<Report> refunded = List.of();

    FaultMatrixTest(Stores stores) {
        this.matrix = new Matrix(stores, Matrix.shipped(), Wire.Tamper.NONE, THREADS);
    }

    /** Its tests are made one after the other, each when the one before it has ended. */
    @TestFactory
    Stream<DynamicTest> moneyAndStockAgreeWithTheOrdersWhateverFails() {
        String one = System.getProperty("matrix.run");
        if (one != null) {
            return Stream.of(stage("the one run", List.of(Plan.parse(one)), reports -> {}));
        }
        return Stream.<Supplier<DynamicTest>>of(
                        () -> stage("nothing fails but the business", Matrix.CUSTOMERS, this::learnForward),
                        () -> stage("one fault", oneFault(), this::learnWaysBack),
                        () -> stage(
                                "a fault on the way there and one on the way back",
                                Matrix.pairs(ways, forward),
                                reports -> pairs = reports),
                        () -> stage(
                                "two faults while a confirmed order is taken back",
                                Matrix.pairs(ofARefund(), forward),
                                reports -> refunded = reports),
                        () -> stage("a way back and a fault inside it", insideOfWaysBack(), reports -> {}),
                        () -> stage("a second execution of the same order", seconds(), reports -> {}),
                        () -> stage("the customer takes the order back", cancellations(), reports -> {}),
                        () -> stage("an operator's answers", repairs(), reports -> {}),
                        () -> stage("a random walk, matrix.seed=" + SEED, walks(), reports -> {}),
                        this::everyWayWasGone)
                .map(Supplier::get);
    }

    private static List<Plan> different(List<Plan> plans) {
        return List.copyOf(new LinkedHashSet<>(plans));
    }

    private DynamicTest stage(String name, List<Plan> plans, Consumer<List<Report>> learn) {
        List<Plan> different = different(plans);
        return DynamicTest.dynamicTest(String.format(Locale.ROOT, "%s: %,d runs", name, different.size()), () -> {
            List<Report> reports = matrix.run(different);
            learn.accept(reports);
            List<Report> wrong = reports.stream()
                    .filter(report -> !report.problems().isEmpty())
                    .toList();
            assertThat(wrong.stream().limit(5).toList())
                    .as(
                            "%d runs after which the books do not agree, of which the first five are told in full, then%n%s",
                            wrong.size(),
                            wrong.stream()
                                    .skip(5)
                                    .limit(100)
                                    .map(report -> "-Dmatrix.run='" + report.plan() + "' " + report.problems())
                                    .collect(Collectors.joining("\n")))
                    .isEmpty();
        });
    }

    private DynamicTest everyWayWasGone() {
        return DynamicTest.dynamicTest("every state, edge and retrier of both sagas was visited: " + VISITS, () -> {
            StringBuilder visits = new StringBuilder();
            matrix.coverage()
                    .forEach((saga, coverage) ->
                            visits.append("the %s saga: visited %s%n%s".formatted(saga, coverage.summary(), coverage)));
            Files.writeString(VISITS, visits);
            Files.writeString(
                    PAGE,
                    new CoveragePage()
                            .add(
                                    "ORDER",
                                    OrderSaga.definition(Participants.PLACES),
                                    requireNonNull(matrix.coverage().get(Kind.ORDER)))
                            .add(
                                    "REFUND",
                                    RefundSaga.definition(Participants.PLACES),
                                    requireNonNull(matrix.coverage().get(Kind.REFUND)))
                            .html());
            matrix.coverage()
                    .forEach((saga, coverage) -> assertThat(coverage.missing())
                            .as("never visited in the %s saga", saga)
                            .isEmpty());
        });
    }

    private void learnForward(List<Report> reports) {
        customers = reports;
        special = List.of(
                reports.get(1),
                matrix.run(Plan.HAPPY.reviewed(Reviewer.APPROVES)),
                matrix.run(Plan.HAPPY.cancelledAfter(Matrix.LAST)));
        forward.addAll(Matrix.states(happy()));
        forward.addAll(Matrix.states(reviewed()));
    }

    private Report happy() {
        return customers.get(0);
    }

    private Report reviewed() {
        return special.get(1);
    }

    private List<Plan> oneFault() {
        List<Plan> plans = new ArrayList<>();
        oneForEachWay(customers).forEach(report -> plans.addAll(Matrix.faultsAround(report)));
        special.forEach(report -> {
            plans.addAll(Matrix.faultsAround(report));
            plans.addAll(Matrix.faultsInside(report));
        });
        return plans;
    }

    private void learnWaysBack(List<Report> reports) {
        single = reports;
        ways = Stream.concat(customers.stream(), single.stream())
                .filter(FaultMatrixTest::isOneWayBack)
                .toList();
    }

    private List<Report> ofARefund() {
        return single.stream()
                .filter(report -> isOneFaultOfARefund(report.plan(), forward))
                .toList();
    }

    private List<Plan> insideOfWaysBack() {
        List<Plan> plans = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>(forward);
        oneForEachWay(ways)
                .forEach(way -> Matrix.states(way).stream()
                        .filter(done::add)
                        .forEach(state -> plans.addAll(Matrix.faultsInside(way, state))));
        return plans;
    }

    private List<Plan> seconds() {
        return oneForEachWay(ways).stream()
                .flatMap(report -> Matrix.seconds(report).stream())
                .toList();
    }

    private List<Report> eachOfTwo() {
        return oneForEachWay(
                Stream.of(ways, pairs, refunded).flatMap(List::stream).toList());
    }

    private List<Plan> cancellations() {
        List<Plan> plans = new ArrayList<>();
        eachOfTwo().forEach(report -> plans.addAll(Matrix.cancellations(report)));
        Stream.of(happy(), reviewed()).forEach(report -> plans.addAll(Matrix.cancellationsThatFail(report.plan())));
        IntStream.range(0, 8).forEach(after -> plans.add(Plan.HAPPY.refundedByHandAfter(after)));
        return plans;
    }

    private List<Plan> repairs() {
        return eachOfTwo().stream()
                .filter(report -> Matrix.states(report).contains("RequestRepair"))
                .map(Report::plan)
                .flatMap(plan -> Stream.of(Operator.values()).map(plan::operator))
                .toList();
    }

    private List<Plan> walks() {
        Set<String> states = new LinkedHashSet<>();
        eachOfTwo().forEach(report -> states.addAll(Matrix.states(report)));
        return Matrix.walks(SEED, WALKS, List.copyOf(states));
    }

    /** Where the business itself leads back, or one fault of a whole call, on the usual order or at a review. */
    private static boolean isOneWayBack(Report report) {
        Plan plan = report.plan();
        if (plan.faults().isEmpty()) {
            return true;
        }
        Fault fault = plan.faults().get(0);
        return plan.equals((plan.isLarge() ? Plan.HAPPY.reviewed(Reviewer.APPROVES) : Plan.HAPPY).with(fault))
                && (!plan.isLarge() || fault.state().contains("Review"))
                && !fault.kind().isInside()
                && fault.after().equals(Fault.END);
    }

    /** One fault of each class: without effect, with an effect that nobody hears of, with one that comes late. */
    private static boolean isOneFaultOfARefund(Plan plan, Set<String> forward) {
        return plan.cancelled().isPresent()
                && plan.card().equals(Plan.HAPPY_CARD)
                && !plan.faults().isEmpty()
                && plan.faults().stream()
                        .allMatch(fault -> fault.lasting()
                                && !forward.contains(fault.state())
                                && fault.after().equals(Fault.END)
                                && Set.of(FaultKind.SERVICE_ERROR, FaultKind.ERROR_AFTER, FaultKind.TIMEOUT_BEFORE)
                                        .contains(fault.kind()));
    }

    /** Of all runs that went the same way one. */
    private static List<Report> oneForEachWay(List<Report> reports) {
        Set<Set<String>> ways = new LinkedHashSet<>();
        return reports.stream()
                .filter(report -> ways.add(Matrix.states(report)))
                .toList();
    }
}
