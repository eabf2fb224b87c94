package dev.ordersaga.asl;

/** What kind of thing is wrong with a definition, by the codes of ValidateStateMachineDefinition where it has one. */
public enum ProblemCode {
    INVALID_JSON_DESCRIPTION,
    SCHEMA_VALIDATION_FAILED,
    INVALID_JSONATA_EXPRESSION,
    UNSUPPORTED_JSONATA_EXPRESSION,
    INVALID_VARIABLE_NAME,
    RESERVED_VARIABLE_NAME,
    DUPLICATE_VARIABLE_NAME,
    INVALID_LABEL_NAME,
    DUPLICATE_LABEL_NAME,
    INVALID_STATE_NAME,
    DUPLICATE_STATE_NAME,
    MISSING_TRANSITION_TARGET,
    MISSING_END_STATE,
    /** AWS runs it, and this engine does not. */
    NOT_SUPPORTED
}
