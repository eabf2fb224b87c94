package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a state machine or an activity says that it is encrypted. It is checked and told again, and nothing is encrypted here.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html">EncryptionConfiguration</a>
 */
final class EncryptionConfigurations {

    private static final String OWNED = "AWS_OWNED_KEY";
    private static final String CUSTOMER_MANAGED = "CUSTOMER_MANAGED_KMS_KEY";
    private static final String PERIOD = "kmsDataKeyReusePeriodSeconds";

    /** "The default value is 300 seconds." */
    private static final int PRESET_PERIOD = 300;

    private static final int MIN_PERIOD = 60;
    private static final int MAX_PERIOD = 900;
    private static final int MAX_KEY_LENGTH = 2048;

    private EncryptionConfigurations() {}

    /** As if AWS kept the key. */
    static ObjectNode ownedKey() {
        return AwsJson.MAPPER.createObjectNode().put("type", OWNED);
    }

    /**
     * What the input says, as it is told again; empty where it says nothing.
     *
     * @throws AwsError {@code InvalidEncryptionConfiguration} where the key or the period does not go with the type
     */
    static Optional<JsonNode> given(RequestFields input) {
        return input.structure("encryptionConfiguration").map(EncryptionConfigurations::checked);
    }

    private static JsonNode checked(RequestFields given) {
        Optional<String> type = given.oneOf("type", List.of(OWNED, CUSTOMER_MANAGED));
        String known = type.orElseGet(() -> given.required("type", MAX_KEY_LENGTH));
        Optional<String> key = given.optional("kmsKeyId", MAX_KEY_LENGTH).filter(text -> !text.isEmpty());
        Optional<JsonNode> period = given.any(PERIOD);
        if (known.equals(OWNED)) {
            if (key.isPresent() || period.isPresent()) {
                throw invalid("kmsKeyId and " + PERIOD + " must not be set when type is " + OWNED);
            }
            return ownedKey();
        }
        ObjectNode told = AwsJson.MAPPER.createObjectNode();
        told.put("kmsKeyId", key.orElseThrow(() -> invalid("kmsKeyId must be set when type is " + CUSTOMER_MANAGED)));
        told.put(PERIOD, period.map(EncryptionConfigurations::seconds).orElse(PRESET_PERIOD));
        return told.put("type", known);
    }

    private static int seconds(JsonNode period) {
        if (!period.isIntegralNumber() || period.longValue() < MIN_PERIOD || period.longValue() > MAX_PERIOD) {
            throw invalid(PERIOD + " must be between " + MIN_PERIOD + " and " + MAX_PERIOD);
        }
        return period.intValue();
    }

    private static AwsError invalid(String message) {
        return new AwsError("InvalidEncryptionConfiguration", "Invalid Encryption Configuration: " + message);
    }
}
