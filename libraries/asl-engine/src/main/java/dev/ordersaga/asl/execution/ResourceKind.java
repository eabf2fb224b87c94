package dev.ordersaga.asl.execution;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What kind of work a resource names, which decides how the history tells of it. */
sealed interface ResourceKind {

    /** The kind of a Task state's Resource. */
    static ResourceKind of(String resource) {
        String[] parts = resource.split(":", 7);
        if (parts.length == 7 && parts[2].equals("lambda") && parts[5].equals("function")) {
            return new Function(resource);
        }
        if (parts.length == 7 && parts[2].equals("states") && parts[5].equals("activity")) {
            return new Activity(resource);
        }
        String name = resource.startsWith("arn:") && parts.length >= 6
                ? String.join(":", java.util.Arrays.asList(parts).subList(5, parts.length))
                : resource;
        int colon = name.lastIndexOf(':');
        return colon < 0
                ? new Integration(name, name)
                : new Integration(name.substring(0, colon), name.substring(colon + 1));
    }

    /** The beginning of the event types, such as {@code Task}. */
    String prefix();

    /** The beginning of the details' names, such as {@code task}. */
    String detailsPrefix();

    /** How a cause names the work. */
    String label();

    /** The field of the scheduled event that holds what is sent. */
    String inputField();

    /** Puts into an event's details what all events of this kind say. */
    void describe(ObjectNode details);

    /** Puts into the scheduled event what it says besides. */
    void describeScheduled(ObjectNode details, String region);

    /** The details of the started event; null for none. */
    default @Nullable ObjectNode started() {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        describe(details);
        return details;
    }

    /** A service integration, such as {@code arn:aws:states:::lambda:invoke.waitForTaskToken}. */
    record Integration(String resourceType, String resource) implements ResourceKind {

        @Override
        public String prefix() {
            return "Task";
        }

        @Override
        public String detailsPrefix() {
            return "task";
        }

        @Override
        public String label() {
            return resourceType;
        }

        @Override
        public String inputField() {
            return "parameters";
        }

        @Override
        public void describe(ObjectNode details) {
            details.put("resourceType", resourceType);
            details.put("resource", resource);
        }

        @Override
        public void describeScheduled(ObjectNode details, String region) {
            describe(details);
            details.put("region", region);
        }
    }

    /** A Lambda function named directly. */
    record Function(String arn) implements ResourceKind {

        @Override
        public String prefix() {
            return "LambdaFunction";
        }

        @Override
        public String detailsPrefix() {
            return "lambdaFunction";
        }

        @Override
        public String label() {
            return arn;
        }

        @Override
        public String inputField() {
            return "input";
        }

        @Override
        public void describe(ObjectNode details) {
            // only the scheduled event names the function
        }

        @Override
        public void describeScheduled(ObjectNode details, String region) {
            details.put("resource", arn);
        }

        @Override
        public @Nullable ObjectNode started() {
            return null;
        }
    }

    /** Work for whoever asks for it, by an activity's ARN. */
    record Activity(String arn) implements ResourceKind {

        @Override
        public String prefix() {
            return "Activity";
        }

        @Override
        public String detailsPrefix() {
            return "activity";
        }

        @Override
        public String label() {
            return arn;
        }

        @Override
        public String inputField() {
            return "input";
        }

        @Override
        public void describe(ObjectNode details) {
            // only the scheduled event names the activity
        }

        @Override
        public void describeScheduled(ObjectNode details, String region) {
            details.put("resource", arn);
        }
    }
}
