package dev.ordersaga.sam;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of resources whose names and ARNs are known here. Of the types that have more than that to read, every property that may
 * stand there is known, too.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of gives sets that do not change
public enum ResourceType {
    SERVERLESS_FUNCTION("AWS::Serverless::Function", "FunctionName", "lambda", "function:", SamProperties.FUNCTION),
    FUNCTION("AWS::Lambda::Function", "FunctionName", "lambda", "function:", Set.of()),
    SERVERLESS_STATE_MACHINE(
            "AWS::Serverless::StateMachine", "Name", "states", "stateMachine:", SamProperties.STATE_MACHINE),
    STATE_MACHINE(
            "AWS::StepFunctions::StateMachine",
            "StateMachineName",
            "states",
            "stateMachine:",
            SamProperties.PLAIN_STATE_MACHINE),
    TABLE("AWS::DynamoDB::Table", "TableName", "dynamodb", "table/", SamProperties.TABLE),
    SIMPLE_TABLE("AWS::Serverless::SimpleTable", "TableName", "dynamodb", "table/", SamProperties.SIMPLE_TABLE),
    EVENT_BUS("AWS::Events::EventBus", "Name", "events", "event-bus/", SamProperties.EVENT_BUS),
    TOPIC("AWS::SNS::Topic", "TopicName", "sns", "", SamProperties.TOPIC),
    QUEUE("AWS::SQS::Queue", "QueueName", "sqs", "", Set.of()),
    QUEUE_POLICY("AWS::SQS::QueuePolicy"),
    TOPIC_POLICY("AWS::SNS::TopicPolicy"),
    SUBSCRIPTION("AWS::SNS::Subscription"),
    LOG_GROUP("AWS::Logs::LogGroup", "LogGroupName", "logs", "log-group:", Set.of()),
    METRIC_FILTER("AWS::Logs::MetricFilter"),
    LOG_RESOURCE_POLICY("AWS::Logs::ResourcePolicy"),
    ALARM("AWS::CloudWatch::Alarm", "AlarmName", "cloudwatch", "alarm:", Set.of()),
    COMPOSITE_ALARM("AWS::CloudWatch::CompositeAlarm", "AlarmName", "cloudwatch", "alarm:", Set.of()),
    DASHBOARD("AWS::CloudWatch::Dashboard"),
    ROLE("AWS::IAM::Role", "RoleName", "iam", "role/", Set.of()),
    POLICY("AWS::IAM::Policy"),
    MANAGED_POLICY("AWS::IAM::ManagedPolicy", "ManagedPolicyName", "iam", "policy/", Set.of()),
    PERMISSION("AWS::Lambda::Permission"),
    LAYER("AWS::Serverless::LayerVersion", "LayerName", "lambda", "layer:", Set.of()),
    API("AWS::Serverless::Api"),
    HTTP_API("AWS::Serverless::HttpApi"),
    CAPACITY_PROVIDER(
            "AWS::Serverless::CapacityProvider", "CapacityProviderName", "lambda", "capacity-provider:", Set.of()),
    PLAIN_CAPACITY_PROVIDER(
            "AWS::Lambda::CapacityProvider", "CapacityProviderName", "lambda", "capacity-provider:", Set.of()),
    CONNECTOR("AWS::Serverless::Connector"),
    BUCKET("AWS::S3::Bucket", "BucketName", "s3", "", Set.of()),
    BUCKET_POLICY("AWS::S3::BucketPolicy"),
    USER_POOL("AWS::Cognito::UserPool"),
    USER_POOL_CLIENT("AWS::Cognito::UserPoolClient"),
    RULE("AWS::Events::Rule", "Name", "events", "rule/", Set.of()),
    ARCHIVE("AWS::Events::Archive", "ArchiveName", "events", "archive/", Set.of()),
    SCHEDULE("AWS::Scheduler::Schedule"),
    EVENT_SOURCE_MAPPING("AWS::Lambda::EventSourceMapping"),
    EVENT_INVOKE_CONFIG("AWS::Lambda::EventInvokeConfig");

    private final String type;
    private final @Nullable String nameProperty;
    private final String service;
    private final String arnPrefix;
    private final Set<String> properties;

    ResourceType(String type, @Nullable String nameProperty, String service, String arnPrefix, Set<String> properties) {
        this.type = type;
        this.nameProperty = nameProperty;
        this.service = service;
        this.arnPrefix = arnPrefix;
        this.properties = properties;
    }

    /** A type that has no name or ARN which anything here reads. */
    ResourceType(String type) {
        this(type, null, "", "", Set.of());
    }

    /** The type of a text such as {@code AWS::SNS::Topic}; empty where it is not known here. */
    public static Optional<ResourceType> of(String type) {
        return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
    }

    /** Whether everything that may stand in such a resource is known here. */
    boolean modelled() {
        return !properties.isEmpty() || this == FUNCTION;
    }

    /** Every property that may stand there; empty where they are not known here. */
    Set<String> properties() {
        return properties;
    }

    /** The property that names the resource. */
    Optional<String> nameProperty() {
        return Optional.ofNullable(nameProperty);
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
