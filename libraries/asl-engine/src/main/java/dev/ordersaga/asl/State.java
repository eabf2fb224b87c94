package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Template;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One state, as its author wrote it. */
public sealed interface State {

    String name();

    DataFlow flow();

    /** The {@code Type}, such as {@code Task}. */
    String type();

    /** The state that follows by itself; empty for an end, and where a choice decides. */
    default Optional<String> next() {
        return Optional.empty();
    }

    /** "An array of objects, called Retriers"; empty for a type that cannot be retried. */
    default List<Retrier> retry() {
        return List.of();
    }

    /** "An array of objects, called Catchers"; empty for a type that cannot be caught. */
    default List<Catcher> catchers() {
        return List.of();
    }

    /** Whether the type has a Retry field: "The Task State, Parallel State, and Map State may have a field named Retry". */
    default boolean canBeRetried() {
        return false;
    }

    <R> R accept(Visitor<R> visitor);

    /** One reading of all types of state; a new type does not compile until every reading knows it. */
    interface Visitor<R> {

        R task(Task state);

        R pass(Pass state);

        R choice(ChoiceState state);

        R waiting(Wait state);

        R succeed(Succeed state);

        R fail(Fail state);

        R parallel(Parallel state);

        R map(MapState state);
    }

    /** "Causes the interpreter to execute the work identified by the state's Resource field." */
    record Task(
            String name,
            DataFlow flow,
            TaskResource resource,
            Optional<FieldExpression> timeoutSeconds,
            Optional<FieldExpression> heartbeatSeconds,
            Optional<Template> credentials,
            List<Retrier> retry,
            List<Catcher> catchers,
            Optional<String> next)
            implements State {

        public Task {
            retry = List.copyOf(retry);
            catchers = List.copyOf(catchers);
        }

        /** Whether the task ends when somebody sends its token back. */
        public boolean waitsForToken() {
            return resource.text().endsWith(".waitForTaskToken");
        }

        @Override
        public String type() {
            return "Task";
        }

        @Override
        public boolean canBeRetried() {
            return true;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.task(this);
        }
    }

    /** "Simply passes its input to its output, performing no work", or makes an output up. */
    record Pass(String name, DataFlow flow, Optional<JsonNode> result, Optional<String> next) implements State {

        @Override
        public String type() {
            return "Pass";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pass(this);
        }
    }

    /** The Choice state: "adds branching logic to a state machine". The first choice that holds is taken. */
    record ChoiceState(String name, DataFlow flow, List<Choice> choices, Optional<String> otherwise) implements State {

        public ChoiceState {
            choices = List.copyOf(choices);
        }

        @Override
        public String type() {
            return "Choice";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choice(this);
        }
    }

    /** "Causes the interpreter to delay the machine from continuing for a specified time." */
    record Wait(String name, DataFlow flow, FieldExpression until, Optional<String> next) implements State {

        @Override
        public String type() {
            return "Wait";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.waiting(this);
        }
    }

    /** "Terminates successfully." */
    record Succeed(String name, DataFlow flow) implements State {

        @Override
        public String type() {
            return "Succeed";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.succeed(this);
        }
    }

    /** "Terminates the machine and marks it as a failure." */
    record Fail(String name, DataFlow flow, Optional<FieldExpression> error, Optional<FieldExpression> cause)
            implements State {

        @Override
        public String type() {
            return "Fail";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fail(this);
        }
    }

    /** "Causes parallel execution of branches"; the result is the array of their outputs. */
    record Parallel(
            String name,
            DataFlow flow,
            List<StateGraph> branches,
            List<Retrier> retry,
            List<Catcher> catchers,
            Optional<String> next)
            implements State {

        public Parallel {
            branches = List.copyOf(branches);
            retry = List.copyOf(retry);
            catchers = List.copyOf(catchers);
        }

        @Override
        public String type() {
            return "Parallel";
        }

        @Override
        public boolean canBeRetried() {
            return true;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.parallel(this);
        }
    }

    /**
     * The Map state, inline: "processes all the elements of an array" by one processor.
     *
     * @param items which array: ItemsPath or Items; the input where there is none
     * @param itemSelector what an iteration gets, where that is not the item
     * @param distributed empty for an inline one
     */
    record MapState(
            String name,
            DataFlow flow,
            Optional<FieldExpression> items,
            Optional<Template> itemSelector,
            Optional<FieldExpression> maxConcurrency,
            Optional<FieldExpression> toleratedFailureCount,
            Optional<FieldExpression> toleratedFailurePercentage,
            Optional<DistributedMap> distributed,
            StateGraph processor,
            List<Retrier> retry,
            List<Catcher> catchers,
            Optional<String> next)
            implements State {

        public MapState {
            retry = List.copyOf(retry);
            catchers = List.copyOf(catchers);
        }

        @Override
        public String type() {
            return "Map";
        }

        @Override
        public boolean canBeRetried() {
            return true;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.map(this);
        }
    }
}
