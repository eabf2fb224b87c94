package dev.ordersaga.linter;

/** How bad a finding is. */
public enum Severity {
    /** Something can be left done that should be undone, or AWS refuses the definition. */
    ERROR,
    /** It depends on what the linter cannot see. */
    WARNING
}
