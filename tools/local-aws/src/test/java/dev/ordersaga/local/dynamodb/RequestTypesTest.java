package dev.ordersaga.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Limit\": 1099511627776}",
                "{\"Segment\": \"1\"}",
                "{\"Expected\": {\"a\": -1}}",
                "{\"Expected\": {\"a\": {\"Value\": \"x\"}}}",
                "{\"Expected\": {\"a\": {\"Exists\": 1}}}",
                "{\"ScanFilter\": 9223372036854775808}",
                "{\"QueryFilter\": \"[]\"}",
                "{\"KeyConditions\": {\"a\": {\"AttributeValueList\": [{\"S\": []}]}}}",
                "{\"AttributeUpdates\": {\"a\": [{\"S\": 1}]}}",
                "{\"SSESpecification\": {\"SSEType\": {\"S\": \"x\"}}}",
                "{\"ReplicaUpdates\": 1}",
                "{\"GlobalTableWitnessUpdates\": [0]}",
                "{\"WarmThroughput\": true}",
                "{\"OnDemandThroughput\": {\"MaxReadRequestUnits\": \"1\"}}"
            })
    void aMemberOfAnotherTypeIsRefused(String body) {
        assertThatThrownBy(() -> RequestTypes.check("Any", AwsJson.MAPPER.readTree(body)))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("SerializationException"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Limit\": 1, \"Segment\": 0, \"TotalSegments\": 2147483647}",
                "{\"Expected\": {\"a\": {\"Value\": {\"S\": \"x\"}, \"Exists\": true, \"ComparisonOperator\": \"EQ\"}}}",
                "{\"AttributeUpdates\": {\"a\": {\"Action\": \"PUT\", \"Value\": {\"N\": \"1\"}}}}",
                "{\"Tags\": [{\"Key\": \"a\", \"Value\": \"b\"}]}"
            })
    void aMemberOfItsTypeIsTaken(String body) {
        assertThatCode(() -> RequestTypes.check("Any", AwsJson.MAPPER.readTree(body)))
                .doesNotThrowAnyException();
    }
}
