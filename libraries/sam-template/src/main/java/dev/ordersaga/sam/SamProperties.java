package dev.ordersaga.sam;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The properties that the SAM and CloudFormation specifications list, and those that Globals may set. */
final class SamProperties {

    static final Set<String> FUNCTION = Set.of(
            "Architectures",
            "AssumeRolePolicyDocument",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "AutoPublishCodeSha256",
            "CapacityProviderConfig",
            "CodeSigningConfigArn",
            "CodeUri",
            "DeadLetterQueue",
            "DeploymentPreference",
            "Description",
            "DurableConfig",
            "Environment",
            "EphemeralStorage",
            "EventInvokeConfig",
            "Events",
            "FileSystemConfigs",
            "FunctionName",
            "FunctionScalingConfig",
            "FunctionUrlConfig",
            "Handler",
            "ImageConfig",
            "ImageUri",
            "InlineCode",
            "KmsKeyArn",
            "Layers",
            "LoggingConfig",
            "MemorySize",
            "PackageType",
            "PermissionsBoundary",
            "Policies",
            "PropagateTags",
            "ProvisionedConcurrencyConfig",
            "PublishToLatestPublished",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "Role",
            "RolePath",
            "Runtime",
            "RuntimeManagementConfig",
            "SnapStart",
            "SourceKMSKeyArn",
            "Tags",
            "TenancyConfig",
            "Timeout",
            "Tracing",
            "VersionDeletionPolicy",
            "VersionDescription",
            "VpcConfig");

    static final Set<String> STATE_MACHINE = Set.of(
            "AutoPublishAlias",
            "Definition",
            "DefinitionSubstitutions",
            "DefinitionUri",
            "DeploymentPreference",
            "Events",
            "Logging",
            "Name",
            "PermissionsBoundary",
            "Policies",
            "PropagateTags",
            "Role",
            "RolePath",
            "Tags",
            "Tracing",
            "Type",
            "UseAliasAsEventTarget");

    static final Set<String> PLAIN_STATE_MACHINE = Set.of(
            "Definition",
            "DefinitionS3Location",
            "DefinitionString",
            "DefinitionSubstitutions",
            "EncryptionConfiguration",
            "LoggingConfiguration",
            "RoleArn",
            "StateMachineName",
            "StateMachineType",
            "Tags",
            "TracingConfiguration");

    static final Set<String> TABLE = Set.of(
            "AttributeDefinitions",
            "BillingMode",
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "GlobalSecondaryIndexes",
            "ImportSourceSpecification",
            "KeySchema",
            "KinesisStreamSpecification",
            "LocalSecondaryIndexes",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "ProvisionedThroughput",
            "ResourcePolicy",
            "SSESpecification",
            "StreamSpecification",
            "TableClass",
            "TableName",
            "Tags",
            "TimeToLiveSpecification",
            "WarmThroughput");

    static final Set<String> SIMPLE_TABLE = Set.of(
            "PointInTimeRecoverySpecification",
            "PrimaryKey",
            "ProvisionedThroughput",
            "SSESpecification",
            "TableName",
            "Tags");

    static final Set<String> EVENT_BUS = Set.of(
            "DeadLetterConfig",
            "Description",
            "EventSourceName",
            "KmsKeyIdentifier",
            "LogConfig",
            "Name",
            "Policy",
            "Tags");

    static final Set<String> TOPIC = Set.of(
            "ArchivePolicy",
            "ContentBasedDeduplication",
            "DataProtectionPolicy",
            "DeliveryStatusLogging",
            "DisplayName",
            "FifoThroughputScope",
            "FifoTopic",
            "KmsMasterKeyId",
            "SignatureVersion",
            "Subscription",
            "Tags",
            "TopicName",
            "TracingConfig");

    /** "Function: everything but FunctionName, Role, Policies, Events" and a few more. */
    private static final Set<String> NOT_OF_ALL_FUNCTIONS = Set.of(
            "AutoPublishCodeSha256",
            "Events",
            "FunctionName",
            "ImageConfig",
            "ImageUri",
            "InlineCode",
            "PackageType",
            "Policies",
            "Role",
            "VersionDescription");

    /** What Globals may set, by section; a section that is not checked further is empty. */
    static final Map<String, Set<String>> GLOBALS = Map.of(
            "Function",
            FUNCTION.stream()
                    .filter(property -> !NOT_OF_ALL_FUNCTIONS.contains(property))
                    .collect(Collectors.toUnmodifiableSet()),
            "StateMachine",
            Set.of("PropagateTags"),
            "SimpleTable",
            Set.of("SSESpecification"),
            "LayerVersion",
            Set.of("PublishLambdaVersion"),
            "Api",
            Set.of(),
            "HttpApi",
            Set.of(),
            "WebSocketApi",
            Set.of(),
            "CapacityProvider",
            Set.of());

    private SamProperties() {}
}
