package dev.ordersaga.saga.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.matrix.Plan.Operator;
import dev.ordersaga.saga.matrix.Plan.Reviewer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The saga loses neither money nor stock, whatever fails. {@code -Dmatrix.run='card=… faults=…'} makes the one run of which a
 * failure's first line tells; {@code -Dmatrix.seed=7} sets out on another random walk, {@code -Dmatrix.walks=100000} on a longer.
 */
class FaultMatrixTest {

    private static final long SEED = Long.getLong("matrix.seed", 20_261_124L);
    private static final int WALKS = Integer.getInteger("matrix.walks", 1_500);

    @SuppressWarnings("NullAway.Init")
    private static Stores stores;

    @BeforeAll
    static void start() {
        stores = Stores.start(8);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Test
    void moneyAndStockAgreeWithTheOrdersWhateverFailsAndEveryEdgeIsVisited() {
        Matrix matrix = new Matrix(stores, Matrix.shipped(), Wire.Tamper.NONE, 2);
        String one = System.getProperty("matrix.run");
        if (one != null) {
            Report report = matrix.run(Plan.parse(one));
            System.out.println(report);
            assertThat(report.problems()).isEmpty();
            return;
        }
        long began = System.nanoTime();
        List<Report> customers = stage("orders on which nothing fails", matrix, Matrix.CUSTOMERS);
        Report happy = customers.get(0);
        Report lastPieces = customers.get(1);
        Report reviewed = matrix.run(Plan.HAPPY.reviewed(Reviewer.APPROVES));
        Report takenBack = matrix.run(Plan.HAPPY.cancelledAfter(Matrix.LAST));
        Set<String> forward = new LinkedHashSet<>(Matrix.states(happy));
        forward.addAll(Matrix.states(reviewed));

        List<Plan> singles = new ArrayList<>();
        oneForEachWay(customers).forEach(report -> singles.addAll(Matrix.faultsAround(report)));
        Stream.of(lastPieces, reviewed, takenBack).forEach(report -> {
            singles.addAll(Matrix.faultsAround(report));
            singles.addAll(Matrix.faultsInside(report));
        });
        List<Report> single = stage("one fault", matrix, singles);

        List<Report> ways = Stream.concat(customers.stream(), single.stream())
                .filter(FaultMatrixTest::isOneWayBack)
                .toList();
        List<Report> pairs =
                stage("a fault on the way there and one on the way back", matrix, Matrix.pairs(ways, forward));
        List<Report> refunded = stage(
                "two faults while a confirmed order is taken back",
                matrix,
                Matrix.pairs(
                        single.stream()
                                .filter(report -> isOneFaultOfARefund(report.plan(), forward))
                                .toList(),
                        forward));

        List<Report> each = oneForEachWay(ways);
        List<Plan> inside = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>(forward);
        each.forEach(way -> Matrix.states(way).stream()
                .filter(done::add)
                .forEach(state -> inside.addAll(Matrix.faultsInside(way, state))));
        stage("a way back and a fault inside it", matrix, inside);

        List<Plan> seconds = new ArrayList<>();
        each.forEach(report -> seconds.addAll(Matrix.seconds(report)));
        stage("a second execution of the same order", matrix, seconds);

        List<Report> eachOfTwo = oneForEachWay(
                Stream.of(ways, pairs, refunded).flatMap(List::stream).toList());
        List<Plan> cancellations = new ArrayList<>();
        eachOfTwo.forEach(report -> cancellations.addAll(Matrix.cancellations(report)));
        Stream.of(happy, reviewed).forEach(report -> cancellations.addAll(Matrix.cancellationsThatFail(report.plan())));
        IntStream.range(0, 8).forEach(after -> cancellations.add(Plan.HAPPY.refundedByHandAfter(after)));
        stage("the customer takes the order back", matrix, cancellations);

        List<Plan> repairs = eachOfTwo.stream()
                .filter(report -> Matrix.states(report).contains("RequestRepair"))
                .map(Report::plan)
                .flatMap(plan -> Stream.of(Operator.values()).map(plan::operator))
                .toList();
        stage("an operator's answers", matrix, repairs);

        Set<String> states = new LinkedHashSet<>();
        eachOfTwo.forEach(report -> states.addAll(Matrix.states(report)));
        stage("a random walk, matrix.seed=" + SEED, matrix, Matrix.walks(SEED, WALKS, List.copyOf(states)));
        matrix.coverage()
                .forEach((saga, coverage) -> System.out.printf(
                        "fault matrix: the %s saga: visited %s%n%s", saga, coverage.summary(), coverage));
        System.out.printf("fault matrix: %,d runs in %d s%n", runs, (System.nanoTime() - began) / 1_000_000_000);
        assertThat(failed).as("runs after which the books do not agree").isEmpty();
        matrix.coverage()
                .forEach((saga, coverage) -> assertThat(coverage.missing())
                        .as("never visited in the %s saga", saga)
                        .isEmpty());
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

    private final List<Report> failed = new ArrayList<>();
    private int runs;

    private List<Report> stage(String name, Matrix matrix, List<Plan> plans) {
        long began = System.nanoTime();
        List<Plan> different = List.copyOf(new LinkedHashSet<>(plans));
        List<Report> reports = matrix.run(different);
        List<Report> wrong =
                reports.stream().filter(report -> !report.problems().isEmpty()).toList();
        System.out.printf(
                "fault matrix: %s: %,d runs in %d s, %d wrong%n",
                name, different.size(), (System.nanoTime() - began) / 1_000_000_000, wrong.size());
        wrong.stream().limit(5).forEach(System.out::println);
        wrong.stream()
                .skip(5)
                .limit(100)
                .forEach(
                        report -> System.out.println("-Dmatrix.run='" + report.plan() + "'\n    " + report.problems()));
        runs += different.size();
        failed.addAll(wrong);
        return reports;
    }

    /** Of all runs that went the same way one. */
    private static List<Report> oneForEachWay(List<Report> reports) {
        Set<Set<String>> ways = new LinkedHashSet<>();
        return reports.stream()
                .filter(report -> ways.add(Matrix.states(report)))
                .toList();
    }
}
