package dev.ordersaga.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whether there is a browser. {@code ORDER_SAGA_BROWSER=expected} has a test run, and fail, where there is none.
 */
final class BrowserCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Browser.isThere() || "expected".equals(System.getenv("ORDER_SAGA_BROWSER"))) {
            return ConditionEvaluationResult.enabled("there is a browser");
        }
        return ConditionEvaluationResult.disabled(
                "skipped, there is no Chromium with its driver here (Debian: apt-get install chromium chromium-driver)");
    }
}
