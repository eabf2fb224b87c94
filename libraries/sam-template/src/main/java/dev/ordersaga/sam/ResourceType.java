package dev.ordersaga.sam;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of resources whose names, ARNs and properties are known here. */
public enum ResourceType {
    SERVERLESS_FUNCTION("AWS::Serverless::Function", "FunctionName", "lambda", "function:"),
    FUNCTION("AWS::Lambda::Function", "FunctionName", "lambda", "function:"),
    SERVERLESS_STATE_MACHINE("AWS::Serverless::StateMachine", "Name", "states", "stateMachine:"),
    STATE_MACHINE("AWS::StepFunctions::StateMachine", "StateMachineName", "states", "stateMachine:"),
    TABLE("AWS::DynamoDB::Table", "TableName", "dynamodb", "table/"),
    SIMPLE_TABLE("AWS::Serverless::SimpleTable", "TableName", "dynamodb", "table/"),
    EVENT_BUS("AWS::Events::EventBus", "Name", "events", "event-bus/"),
    TOPIC("AWS::SNS::Topic", "TopicName", "sns", ""),
    QUEUE("AWS::SQS::Queue", "QueueName", "sqs", ""),
    QUEUE_POLICY("AWS::SQS::QueuePolicy"),
    TOPIC_POLICY("AWS::SNS::TopicPolicy"),
    SUBSCRIPTION("AWS::SNS::Subscription"),
    LOG_GROUP("AWS::Logs::LogGroup", "LogGroupName", "logs", "log-group:"),
    METRIC_FILTER("AWS::Logs::MetricFilter"),
    LOG_RESOURCE_POLICY("AWS::Logs::ResourcePolicy"),
    ALARM("AWS::CloudWatch::Alarm", "AlarmName", "cloudwatch", "alarm:"),
    COMPOSITE_ALARM("AWS::CloudWatch::CompositeAlarm", "AlarmName", "cloudwatch", "alarm:"),
    DASHBOARD("AWS::CloudWatch::Dashboard"),
    ROLE("AWS::IAM::Role", "RoleName", "iam", "role/"),
    POLICY("AWS::IAM::Policy"),
    MANAGED_POLICY("AWS::IAM::ManagedPolicy", "ManagedPolicyName", "iam", "policy/"),
    PERMISSION("AWS::Lambda::Permission"),
    LAYER("AWS::Serverless::LayerVersion", "LayerName", "lambda", "layer:"),
    API("AWS::Serverless::Api"),
    HTTP_API("AWS::Serverless::HttpApi"),
    CAPACITY_PROVIDER("AWS::Serverless::CapacityProvider", "CapacityProviderName", "lambda", "capacity-provider:"),
    PLAIN_CAPACITY_PROVIDER("AWS::Lambda::CapacityProvider", "CapacityProviderName", "lambda", "capacity-provider:"),
    CONNECTOR("AWS::Serverless::Connector"),
    BUCKET("AWS::S3::Bucket", "BucketName", "s3", ""),
    BUCKET_POLICY("AWS::S3::BucketPolicy"),
    USER_POOL("AWS::Cognito::UserPool"),
    USER_POOL_CLIENT("AWS::Cognito::UserPoolClient"),
    RULE("AWS::Events::Rule", "Name", "events", "rule/"),
    ARCHIVE("AWS::Events::Archive", "ArchiveName", "events", "archive/"),
    SCHEDULE("AWS::Scheduler::Schedule"),
    EVENT_SOURCE_MAPPING("AWS::Lambda::EventSourceMapping"),
    EVENT_INVOKE_CONFIG("AWS::Lambda::EventInvokeConfig");

    private final String type;
    private final @Nullable String nameProperty;
    private final String service;
    private final String arnPrefix;

    ResourceType(String type, @Nullable String nameProperty, String service, String arnPrefix) {
        this.type = type;
        this.nameProperty = nameProperty;
        this.service = service;
        this.arnPrefix = arnPrefix;
    }

    /** A type that has no name or ARN which anything here reads. */
    ResourceType(String type) {
        this(type, null, "", "");
    }

    /** The type of a text such as {@code AWS::SNS::Topic}; empty where it is not known here. */
    public static Optional<ResourceType> of(String type) {
        return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
    }

    /** Whether every attribute that such a resource has is known here. */
    boolean modelled() {
        return isFunction()
                || isStateMachine()
                || this == TABLE
                || this == SIMPLE_TABLE
                || this == EVENT_BUS
                || this == TOPIC;
    }

    /** The property that names the resource. */
    Optional<String> nameProperty() {
        return Optional.ofNullable(nameProperty);
    }

    /** Whether AWS takes a text as the name of such a resource. */
    boolean mayBeNamed(String name) {
        return switch (this) {
            case SERVERLESS_FUNCTION, FUNCTION -> name.matches("[A-Za-z0-9_-]{1,64}");
            case SERVERLESS_STATE_MACHINE, STATE_MACHINE ->
                name.matches("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");
            case TABLE, SIMPLE_TABLE -> name.matches("[A-Za-z0-9_.-]{3,255}");
            case EVENT_BUS -> name.matches("[A-Za-z0-9_./-]{1,256}") && !name.equals("default");
            case TOPIC -> name.matches("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");
            case LOG_GROUP -> name.matches("[A-Za-z0-9_./#-]{1,512}");
            case RULE -> name.matches("[A-Za-z0-9_.-]{1,64}");
            default -> true;
        };
    }

    /** The ARN of such a resource; empty where it has none. */
    Optional<String> arn(StackId stack, String name) {
        if (service.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (service) {
                    case "iam" -> "arn:aws:iam::" + stack.account() + ":" + arnPrefix + name;
                    case "s3" -> "arn:aws:s3:::" + name;
                    case "logs" -> stack.arn("logs", arnPrefix + name + ":*");
                    default -> stack.arn(service, arnPrefix + name);
                });
    }

    /** Whether {@code Ref} gives the ARN and not the name. */
    boolean referredToByArn() {
        return switch (this) {
            case SERVERLESS_STATE_MACHINE, STATE_MACHINE, TOPIC, MANAGED_POLICY, LAYER -> true;
            default -> false;
        };
    }

    boolean isFunction() {
        return this == SERVERLESS_FUNCTION || this == FUNCTION;
    }

    boolean isStateMachine() {
        return this == SERVERLESS_STATE_MACHINE || this == STATE_MACHINE;
    }

    @Override
    public String toString() {
        return type;
    }
}
