package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import java.util.regex.Pattern;

/**
 * The name of a thing of Step Functions, of a type for each kind of thing, so that one kind cannot be taken for another. What a
 * client gives is read once, by the method named for what the operation takes.
 */
sealed interface Arn {

    Caller owner();

    /** As it stands in requests and answers. */
    String text();

    /** What can be started, described and listed by: a state machine, one of its versions or aliases. */
    sealed interface Startable extends Arn {

        StateMachine stateMachine();

        @Override
        default Caller owner() {
            return stateMachine().owner();
        }
    }

    /** A state machine with all its versions and aliases. */
    record StateMachine(Caller owner, String name) implements Startable {

        @Override
        public StateMachine stateMachine() {
            return this;
        }

        @Override
        public String text() {
            return prefix(owner) + "stateMachine:" + name;
        }

        Version version(int number) {
            return new Version(this, Integer.toString(number));
        }
    }

    /** A published version. */
    record Version(StateMachine stateMachine, String number) implements Startable {

        @Override
        public String text() {
            return stateMachine.text() + ":" + number;
        }
    }

    /** A name that stands for one or two versions. */
    record Alias(StateMachine stateMachine, String name) implements Startable {

        @Override
        public String text() {
            return stateMachine.text() + ":" + name;
        }
    }

    /** A standard execution. */
    record Execution(Caller owner, String stateMachine, String name) implements Arn {

        @Override
        public String text() {
            return prefix(owner) + "execution:" + stateMachine + ":" + name;
        }
    }

    /** An Express execution; the id tells apart those of one name. */
    record Express(Caller owner, String stateMachine, String name, String id) implements Arn {

        @Override
        public String text() {
            return prefix(owner) + "express:" + stateMachine + ":" + name + ":" + id;
        }
    }

    /** An activity. */
    record Activity(Caller owner, String name) implements Arn {

        @Override
        public String text() {
            return prefix(owner) + "activity:" + name;
        }
    }

    /** A run of a Distributed Map; {@code label} is {@code STATE-MACHINE/LABEL}. */
    record MapRun(Caller owner, String label, String id) implements Arn {

        @Override
        public String text() {
            return prefix(owner) + "mapRun:" + label + ":" + id;
        }
    }

    /**
     * A state machine alone. "If you provide a qualified state machine ARN, the request fails with ValidationException": an operation that
     * changes or deletes a state machine must not be given one of its versions by mistake.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html">DeleteStateMachine</a>
     */
    static StateMachine stateMachine(String text) {
        Startable arn = startable(text);
        if (arn instanceof StateMachine stateMachine) {
            return stateMachine;
        }
        throw new AwsError("ValidationException", "The state machine ARN must not be qualified: '" + text + "'");
    }

    /** A state machine, a version or an alias. */
    static Startable startable(String text) {
        return parsed(text, Startable.class);
    }

    static Version version(String text) {
        return parsed(text, Version.class);
    }

    static Alias alias(String text) {
        return parsed(text, Alias.class);
    }

    static Execution execution(String text) {
        return parsed(text, Execution.class);
    }

    private static <A> A parsed(String text, Class<A> kind) {
        Arn arn = parse(text);
        if (kind.isInstance(arn)) {
            return kind.cast(arn);
        }
        throw wrongKind(text);
    }

    /** What can have tags: a state machine itself, or an activity; of what else there may be no tags are found. */
    static Arn taggable(String text) {
        Arn arn = parse(text);
        if (arn instanceof Startable || arn instanceof Activity) {
            return arn;
        }
        throw wrongKind(text);
    }

    static Activity activity(String text) {
        return parsed(text, Activity.class);
    }

    static MapRun mapRun(String text) {
        return parsed(text, MapRun.class);
    }

    /** Who owns what an ARN names, of whatever kind that is. */
    static Caller ownerOf(String text) {
        return parse(text).owner();
    }

    /** The state machine of an execution, standard or Express. */
    static StateMachine stateMachineOf(String executionArn) {
        Arn arn = parse(executionArn);
        if (arn instanceof Execution standard) {
            return new StateMachine(standard.owner(), standard.stateMachine());
        }
        if (arn instanceof Express express) {
            return new StateMachine(express.owner(), express.stateMachine());
        }
        throw wrongKind(executionArn);
    }

    private static Arn parse(String text) {
        if (!text.startsWith("arn:")) {
            throw invalid("Invalid ARN prefix: " + text);
        }
        String[] parts = text.split(":", -1);
        if (parts.length < 7 || !parts[2].equals("states") || parts[6].isEmpty()) {
            throw invalid("Invalid ARN: " + text);
        }
        Caller owner = new Caller(parts[4], parts[3]);
        String name = parts[6];
        String more = parts.length > 7 ? parts[7] : "";
        boolean one = parts.length == 7;
        boolean two = parts.length == 8 && !more.isEmpty();
        return switch (parts[5]) {
            case "stateMachine" -> {
                if (name.contains("/")) {
                    throw new AwsError(
                            "ValidationException",
                            "The state machine ARN must not refer to a Distributed Map state: '" + text + "'");
                }
                StateMachine stateMachine = new StateMachine(owner, name);
                if (one) {
                    yield stateMachine;
                }
                if (!two) {
                    throw invalid("Invalid ARN: " + text);
                }
                yield NUMBER.matcher(more).matches() ? new Version(stateMachine, more) : new Alias(stateMachine, more);
            }
            case "execution" -> {
                if (!two) {
                    throw wrongKind(text);
                }
                yield new Execution(owner, name, more);
            }
            case "express" -> {
                if (parts.length != 9) {
                    throw wrongKind(text);
                }
                yield new Express(owner, name, more, parts[8]);
            }
            case "activity" -> {
                if (!one) {
                    throw invalid("Invalid ARN: " + text);
                }
                yield new Activity(owner, name);
            }
            case "mapRun" -> {
                if (!two) {
                    throw invalid("Invalid ARN: " + text);
                }
                yield new MapRun(owner, name, more);
            }
            default -> throw wrongKind(text);
        };
    }

    private static String prefix(Caller owner) {
        return "arn:aws:states:" + owner.region() + ":" + owner.account() + ":";
    }

    private static AwsError wrongKind(String text) {
        return invalid("Resource type not valid in this context: " + text.split(":", -1)[5]);
    }

    private static AwsError invalid(String why) {
        return new AwsError("InvalidArn", "Invalid Arn: '" + why + "'");
    }

    /** What tells a version's qualifier from an alias's name, which must have a character that is no digit. */
    Pattern NUMBER = Pattern.compile("\\d+");
}
