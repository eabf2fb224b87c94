package dev.ordersaga.local.stepfunctions;

/** State machines for tests, as definitions. */
final class Machines {

    static final String ROLE = "arn:aws:iam::000000000000:role/any";

    /** Ends at once, its output its input. */
    static final String PASSES = "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}";

    static final String FAILS =
            "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"Went\",\"Cause\":\"wrong\"}}}";

    /** Stays open until it is stopped. */
    static final String WAITS =
            "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

    private Machines() {}

    /** One Task state, in JSONata. */
    static String task(String resource, String arguments) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":\""
                + resource + "\",\"Arguments\":" + arguments + ",\"End\":true}}}";
    }
}
