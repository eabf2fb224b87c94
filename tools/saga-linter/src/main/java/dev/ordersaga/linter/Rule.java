package dev.ordersaga.linter;

/** One thing that a saga must have, or must not. */
interface Rule {

    /** What findings are known by, such as {@code catch-all}. */
    String id();

    /** Reports every place that breaks the rule. */
    void check(LintedSaga saga, Findings found);
}
