package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.http.AwsJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Item": {"cup": "green"}}                          | {"Item": {"cup": {"S": "green"}}}
            {"Key": {"cup": {"N": 1.50}}}                       | {"Key": {"cup": {"N": "1.50"}}}
            {"Key": {"cup": {"N": "1"}, "hot": {"BOOL": true}}} | {"Key": {"cup": {"N": "1"}, "hot": {"BOOL": true}}}
            {"ExpressionAttributeValues": {":a": {"L": ["x", {"M": {"y": "z"}}]}}} | {"ExpressionAttributeValues": {":a": {"L": [{"S": "x"}, {"M": {"y": {"S": "z"}}}]}}}
            {"TableName": "cups", "Item": 1}                    | {"TableName": "cups", "Item": 1}
            """)
    void aBareTextIsOneOfTypeSAndANumberIsWrittenAsText(String given, String completed) {
        assertThat(AttributeValues.completed(AwsJson.MAPPER.readTree(given)))
                .isEqualTo(AwsJson.MAPPER.readTree(completed));
    }
}
