package dev.ordersaga.local.sam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of resources that are known, made here or not. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of gives sets that do not change
enum ResourceType {
    FUNCTION(
            "AWS::Serverless::Function",
            "FunctionName",
            Set.of(
                    "Handler",
                    "Runtime",
                    "CodeUri",
                    "Timeout",
                    "MemorySize",
                    "Environment",
                    "AutoPublishAlias",
                    "CapacityProviderConfig",
                    "ReservedConcurrentExecutions",
                    "FunctionName"),
            // These matter on AWS and change nothing on one machine.
            Set.of(
                    "Policies",
                    "Role",
                    "Tracing",
                    "SnapStart",
                    "Architectures",
                    "LoggingConfig",
                    "Description",
                    "Tags",
                    "EventInvokeConfig",
                    "Events",
                    "DeadLetterQueue",
                    "VersionDescription",
                    "PackageType",
                    "AutoPublishAliasAllProperties",
                    "DeploymentPreference",
                    "PermissionsBoundary",
                    "PropagateTags",
                    "EphemeralStorage",
                    "ProvisionedConcurrencyConfig",
                    "RuntimeManagementConfig",
                    "RolePath")),
    STATE_MACHINE(
            "AWS::Serverless::StateMachine",
            "Name",
            Set.of("Name", "DefinitionUri", "Definition", "DefinitionSubstitutions"),
            Set.of(
                    "Type",
                    "Role",
                    "Policies",
                    "Logging",
                    "Tracing",
                    "Tags",
                    "AutoPublishAlias",
                    "Events",
                    "RolePath",
                    "UseAliasAsEventTarget",
                    "DeploymentPreference",
                    "PropagateTags",
                    "PermissionsBoundary")),
    TABLE(
            "AWS::DynamoDB::Table",
            "TableName",
            Set.of(
                    "TableName",
                    "AttributeDefinitions",
                    "KeySchema",
                    "GlobalSecondaryIndexes",
                    "LocalSecondaryIndexes",
                    "BillingMode",
                    "ProvisionedThroughput",
                    "StreamSpecification",
                    "TimeToLiveSpecification"),
            Set.of(
                    "PointInTimeRecoverySpecification",
                    "DeletionProtectionEnabled",
                    "Tags",
                    "SSESpecification",
                    "TableClass",
                    "OnDemandThroughput",
                    "ContributorInsightsSpecification",
                    "WarmThroughput",
                    "ResourcePolicy")),
    SIMPLE_TABLE(
            "AWS::Serverless::SimpleTable",
            "TableName",
            Set.of("TableName", "PrimaryKey"),
            Set.of("PointInTimeRecoverySpecification", "ProvisionedThroughput", "SSESpecification", "Tags")),
    EVENT_BUS(
            "AWS::Events::EventBus",
            "Name",
            Set.of("Name"),
            Set.of("Description", "Tags", "DeadLetterConfig", "KmsKeyIdentifier", "LogConfig", "Policy")),
    TOPIC(
            "AWS::SNS::Topic",
            "TopicName",
            Set.of("TopicName"),
            Set.of("DisplayName", "Tags", "KmsMasterKeyId", "Subscription", "TracingConfig")),
    QUEUE("AWS::SQS::Queue", "QueueName"),
    QUEUE_POLICY("AWS::SQS::QueuePolicy", null),
    TOPIC_POLICY("AWS::SNS::TopicPolicy", null),
    SUBSCRIPTION("AWS::SNS::Subscription", null),
    LOG_GROUP("AWS::Logs::LogGroup", "LogGroupName"),
    METRIC_FILTER("AWS::Logs::MetricFilter", "FilterName"),
    LOG_RESOURCE_POLICY("AWS::Logs::ResourcePolicy", "PolicyName"),
    ALARM("AWS::CloudWatch::Alarm", "AlarmName"),
    COMPOSITE_ALARM("AWS::CloudWatch::CompositeAlarm", "AlarmName"),
    DASHBOARD("AWS::CloudWatch::Dashboard", "DashboardName"),
    ROLE("AWS::IAM::Role", "RoleName"),
    POLICY("AWS::IAM::Policy", "PolicyName"),
    MANAGED_POLICY("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    CAPACITY_PROVIDER("AWS::Serverless::CapacityProvider", "CapacityProviderName"),
    LAMBDA_CAPACITY_PROVIDER("AWS::Lambda::CapacityProvider", "CapacityProviderName"),
    PERMISSION("AWS::Lambda::Permission", null),
    HTTP_API("AWS::Serverless::HttpApi", "Name"),
    RULE("AWS::Events::Rule", "Name"),
    ARCHIVE("AWS::Events::Archive", "ArchiveName"),
    SCHEDULE("AWS::Scheduler::Schedule", "Name"),
    EVENT_SOURCE_MAPPING("AWS::Lambda::EventSourceMapping", null),
    EVENT_INVOKE_CONFIG("AWS::Lambda::EventInvokeConfig", null);

    private final String type;
    private final @Nullable String nameProperty;
    private final Set<String> read;
    private final Set<String> ignored;
    private final boolean made;

    ResourceType(String type, String nameProperty, Set<String> read, Set<String> ignored) {
        this.type = type;
        this.nameProperty = nameProperty;
        this.read = read;
        this.ignored = ignored;
        this.made = true;
    }

    /** A type that CloudFormation makes and this machine has no use for. */
    ResourceType(String type, @Nullable String nameProperty) {
        this.type = type;
        this.nameProperty = nameProperty;
        this.read = Set.of();
        this.ignored = Set.of();
        this.made = false;
    }

    static Optional<ResourceType> of(String type) {
        return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
    }

    /** Whether a deployment here makes such a resource. */
    boolean made() {
        return made;
    }

    /** The property that names the resource; empty where it has no name of its own. */
    Optional<String> nameProperty() {
        return Optional.ofNullable(nameProperty);
    }

    /** Every property that may stand there; meaningless for a type that is not made. */
    Set<String> properties() {
        return Stream.concat(read.stream(), ignored.stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return type;
    }

    /** The order in which resources are made: what is named in another's definition comes before it. */
    static final List<ResourceType> ORDER = List.of(TABLE, SIMPLE_TABLE, EVENT_BUS, TOPIC, FUNCTION, STATE_MACHINE);
}
