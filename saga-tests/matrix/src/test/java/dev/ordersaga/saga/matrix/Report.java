package dev.ordersaga.saga.matrix;

import java.util.List;

/**
 * What came of one run.
 *
 * @param problems each a sentence; empty where all is as it must be
 * @param deliveries in the order in which they were made
 * @param description all that is worth knowing when there are problems; empty where there are none
 */
record Report(
        Plan plan,
        List<String> problems,
        List<SagaRun.Delivery> deliveries,
        List<RunningSaga> sagas,
        String description) {

    @Override
    public String toString() {
        return "-Dmatrix.run='" + plan + "'\n    " + String.join("\n    ", problems) + description;
    }
}
