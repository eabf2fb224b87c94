package dev.ordersaga.saga.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.saga.matrix.Plan.Operator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    void money_and_stock_agree_with_the_orders_whatever_fails_and_every_edge_is_visited() {
        Matrix matrix = new Matrix(stores, machine(), Wire.Tamper.NONE, 2);
        String one = System.getProperty("matrix.run");
        if (one != null) {
            Report report = matrix.run(Plan.parse(one));
            System.out.println(report);
            assertThat(report.problems()).isEmpty();
            return;
        }
        long began = System.nanoTime();
        List<Report> customers = stage("orders on which nothing fails", matrix, Matrix.CUSTOMERS);
        Set<String> forward = Matrix.states(customers.get(0));
        List<Plan> singles = new ArrayList<>();
        customers.stream()
                .filter(report -> !report.plan().equals(Plan.HAPPY.card("pm_card_unheard_of")))
                .forEach(report -> singles.addAll(Matrix.faultsAtEveryStepOf(report)));
        List<Report> single = stage("one fault", matrix, singles);
        List<Report> ways = Stream.concat(customers.stream(), single.stream())
                .filter(report -> report.plan().faults().isEmpty()
                        || report.plan().card().equals("pm_card_visa")
                                && report.plan().stock() == Plan.HAPPY.stock()
                                && !report.plan().faults().get(0).kind().isInside())
                .toList();
        List<Report> pairs = stage(
                "a fault on the way there and one on the way back",
                matrix,
                Matrix.pairs(ways, forward));
        List<Plan> inside = new ArrayList<>();
        for (Report way : oneForEachWay(ways)) {
            Matrix.states(way).stream()
                    .filter(state -> !forward.contains(state))
                    .forEach(state -> inside.addAll(Matrix.faultsInside(way, state)));
        }
        stage("a way back and a fault inside it", matrix, inside);
        List<Plan> seconds = new ArrayList<>();
        oneForEachWay(Stream.concat(ways.stream(), pairs.stream()).toList())
                .forEach(report -> seconds.addAll(Matrix.seconds(report)));
        stage("a second execution of the same order", matrix, seconds);
        List<Plan> repairs = oneForEachWay(pairs).stream()
                .map(Report::plan)
                .flatMap(plan -> Stream.of(Operator.values()).map(plan::operator))
                .toList();
        List<Report> repaired = stage("an operator's answers", matrix, repairs);
        Set<String> states = new LinkedHashSet<>();
        Stream.concat(pairs.stream(), repaired.stream()).forEach(report -> states.addAll(Matrix.states(report)));
        stage("a random walk, matrix.seed=" + SEED, matrix, Matrix.walks(SEED, WALKS, List.copyOf(states)));
        System.out.printf(
                "fault matrix: %,d runs in %d s; visited %s%n%s",
                runs, (System.nanoTime() - began) / 1_000_000_000, matrix.coverage().summary(), matrix.coverage());
        assertThat(matrix.coverage().missing()).as("never visited").isEmpty();
        assertThat(failed).as("runs after which the books do not agree").isEmpty();
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
        wrong.stream().skip(5).limit(100).forEach(report -> System.out.println("-Dmatrix.run='" + report.plan() + "'\n    " + report.problems()));
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

    static StateMachine machine() {
        return StateMachine.parse(OrderSaga.definition(Participants.PLACES));
    }
}
