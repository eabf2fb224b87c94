package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.TaskResource;

/** What kind of work a resource names, which decides how the history tells of it. */
sealed interface ResourceKind {

    /** The kind of a Task state's Resource. */
    static ResourceKind of(TaskResource resource) {
        if (resource instanceof TaskResource.Function) {
            return new Function(resource.text());
        }
        if (resource instanceof TaskResource.Activity) {
            return new Activity(resource.text());
        }
        if (resource instanceof TaskResource.Integration integration) {
            return new Integration(integration.service(), integration.action() + integration.pattern());
        }
        int colon = resource.text().lastIndexOf(':');
        return new Integration(
                resource.text().substring(0, Math.max(colon, 0)),
                resource.text().substring(colon + 1));
    }

    /** How the events are called. */
    EventNames events();

    /** How a cause names the work. */
    String label();

    /** The field of the scheduled event that holds what is sent. */
    default String inputField() {
        return "input";
    }

    /** Writes into an event's details what all events of this kind say: nothing, where only the scheduled one names the resource. */
    default void describe(FieldWriter details) {}

    /** Writes into the scheduled event what it says besides. */
    default void describeScheduled(FieldWriter details, String region) {
        details.text("resource", label());
    }

    /** Whether the started event has details. */
    default boolean tellsStart() {
        return true;
    }

    /** The types of the events of one kind of work, and of their details. */
    record EventNames(
            String scheduled,
            String scheduledDetails,
            String started,
            String startedDetails,
            String submitted,
            String submittedDetails,
            String succeeded,
            String succeededDetails,
            String failed,
            String failedDetails,
            String timedOut,
            String timedOutDetails) {

        static final EventNames TASK = of("Task", "task");
        static final EventNames FUNCTION = of("LambdaFunction", "lambdaFunction");
        static final EventNames ACTIVITY = of("Activity", "activity");

        private static EventNames of(String prefix, String lower) {
            return new EventNames(
                    prefix + "Scheduled",
                    lower + "ScheduledEventDetails",
                    prefix + "Started",
                    lower + "StartedEventDetails",
                    prefix + "Submitted",
                    lower + "SubmittedEventDetails",
                    prefix + "Succeeded",
                    lower + "SucceededEventDetails",
                    prefix + "Failed",
                    lower + "FailedEventDetails",
                    prefix + "TimedOut",
                    lower + "TimedOutEventDetails");
        }
    }

    /** A service integration, such as {@code arn:aws:states:::lambda:invoke.waitForTaskToken}. */
    record Integration(String resourceType, String resource) implements ResourceKind {

        @Override
        public EventNames events() {
            return EventNames.TASK;
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
        public void describe(FieldWriter details) {
            details.text("resourceType", resourceType);
            details.text("resource", resource);
        }

        @Override
        public void describeScheduled(FieldWriter details, String region) {
            describe(details);
            details.text("region", region);
        }
    }

    /** A Lambda function named directly. */
    record Function(String arn) implements ResourceKind {

        @Override
        public EventNames events() {
            return EventNames.FUNCTION;
        }

        @Override
        public String label() {
            return arn;
        }

        @Override
        public boolean tellsStart() {
            return false;
        }
    }

    /** An activity, by its ARN: a worker polls for the task. */
    record Activity(String arn) implements ResourceKind {

        @Override
        public EventNames events() {
            return EventNames.ACTIVITY;
        }

        @Override
        public String label() {
            return arn;
        }
    }
}
