package dev.ordersaga.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The addresses of the console's pages.
 *
 * @param base the path under which the console stands, without a slash at its end
 * @param assets the path of stylesheets and modules
 */
record Links(String base, String assets) {

    String machines() {
        return base + "/";
    }

    String machine(String arn) {
        return base + "/machines/" + encoded(arn);
    }

    String definition(String arn) {
        return machine(arn) + "/definition";
    }

    String start(String arn) {
        return machine(arn) + "/start";
    }

    String run(String arn) {
        return base + "/executions/" + encoded(arn);
    }

    String comparison(String arn, String other) {
        return run(arn) + "/beside/" + encoded(other);
    }

    String events() {
        return base + "/events";
    }

    String faults() {
        return base + "/faults";
    }

    String asset(String name) {
        return assets + "/" + name;
    }

    /** With parameters; those that are empty are left out. */
    static String with(String address, Map<String, String> parameters) {
        StringBuilder out = new StringBuilder(address);
        char before = '?';
        for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
            if (!parameter.getValue().isEmpty()) {
                out.append(before)
                        .append(encoded(parameter.getKey()))
                        .append('=')
                        .append(encoded(parameter.getValue()));
                before = '&';
            }
        }
        return out.toString();
    }

    /** As a segment of a path, or a part of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
