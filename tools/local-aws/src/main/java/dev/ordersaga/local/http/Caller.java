package dev.ordersaga.local.http;

import java.util.Optional;

/**
 * On whose behalf, and where, a request is made. Signatures are not verified; only the credential scope is read, as in
 * {@code Authorization: AWS4-HMAC-SHA256 Credential=111111111111/20260101/eu-west-1/states/aws4_request, ...}.
 *
 * @param account the access key id where it is an account id (twelve digits), else the account this process is set to
 * @param region the scope's region, else the region this process is set to
 */
public record Caller(String account, String region) {

    private static final int ACCOUNT_DIGITS = 12;

    /** Who sent {@code request}; {@code preset} fills in what the request does not say. */
    public static Caller of(HttpRequest request, Caller preset) {
        return CredentialScope.of(request)
                .map(scope ->
                        new Caller(isAccount(scope.accessKey()) ? scope.accessKey() : preset.account(), scope.region()))
                .orElse(preset);
    }

    /** The service that the request is signed for, such as {@code s3}; empty where it is not signed. */
    public static Optional<String> service(HttpRequest request) {
        return CredentialScope.of(request).map(CredentialScope::service);
    }

    private static boolean isAccount(String key) {
        if (key.length() != ACCOUNT_DIGITS) {
            return false;
        }
        for (int i = 0; i < ACCOUNT_DIGITS; i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
