package dev.ordersaga.asl.expression;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression that has no value for the data it met: the state that holds it fails with {@link #error()}. */
public final class EvaluationFailure extends RuntimeException {

    /** Any failure of a JSONata expression. */
    public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

    /** An error that no state could handle at run time, such as a path to nothing. */
    public static final String RUNTIME = "States.Runtime";

    /** "A Task State's ResultPath field cannot be applied to the input the state received." */
    public static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";

    /** "Within a Payload Template, the attempt to invoke an Intrinsic Function failed." */
    public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

    private static final long serialVersionUID = 1L;

    private final String error;
    private final @Nullable String location;

    private EvaluationFailure(String error, String cause, @Nullable String location) {
        super(cause, null, false, false);
        this.error = error;
        this.location = location;
    }

    public static EvaluationFailure runtime(String cause) {
        return new EvaluationFailure(RUNTIME, cause, null);
    }

    public static EvaluationFailure of(String error, String cause) {
        return new EvaluationFailure(error, cause, null);
    }

    /** A failure that the history tells of in an event of its own, {@code EvaluationFailed}. */
    public static EvaluationFailure query(String cause, @Nullable String location) {
        return new EvaluationFailure(QUERY_EVALUATION_ERROR, cause, location);
    }

    public String error() {
        return error;
    }

    public String cause() {
        return String.valueOf(getMessage());
    }

    /** The field that holds the expression, such as {@code Output/total}. */
    public Optional<String> location() {
        return Optional.ofNullable(location);
    }
}
