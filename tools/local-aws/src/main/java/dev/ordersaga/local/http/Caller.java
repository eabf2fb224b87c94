package dev.ordersaga.local.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On whose behalf, and where, a request is made. Signatures are not verified; only the credential scope is read, as in
 * {@code Authorization: AWS4-HMAC-SHA256 Credential=111111111111/20260101/eu-west-1/states/aws4_request, ...}.
 *
 * @param account the access key id where it is an account id (twelve digits), else the account this process is set to
 * @param region the scope's region, else the region this process is set to
 */
public record Caller(String account, String region) {

    private static final Pattern SCOPE = Pattern.compile("Credential=([^/,\\s]+)/[^/,\\s]*/([a-z0-9-]+)/");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    /** Who sent {@code request}; {@code preset} fills in what the request does not say. */
    public static Caller of(HttpRequest request, Caller preset) {
        String authorization = request.header("authorization").orElse("");
        Matcher scope = SCOPE.matcher(authorization);
        if (!scope.find()) {
            return preset;
        }
        String key = scope.group(1);
        return new Caller(ACCOUNT.matcher(key).matches() ? key : preset.account(), scope.group(2));
    }
}
