package dev.ordersaga.local.sam;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A SAM template, read with its parameters' values. */
@SuppressWarnings("DoNotCallSuggester")
public final class SamTemplate {

    private SamTemplate() {}

    /**
     * Reads a template.
     *
     * @param parameters values in place of the template's defaults
     * @throws InvalidTemplate where the file is missing or is no YAML; all else becomes a problem
     */
    public static SamTemplate read(
            Path template, String stackName, String region, String account, Map<String, String> parameters) {
        throw new UnsupportedOperationException(template + stackName + region + account + parameters);
    }

    /** Everything wrong or unknown, in the order of the file; empty where the template can be deployed as it is. */
    public List<Problem> problems() {
        return List.of();
    }
}
