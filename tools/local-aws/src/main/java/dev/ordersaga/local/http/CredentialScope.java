package dev.ordersaga.local.http;

import java.util.Optional;

/**
 * What a signature says about its request, as in {@code Credential=AKIA.../20260101/eu-west-1/states/aws4_request}, or in the
 * {@code X-Amz-Credential} of a presigned URL.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature Version 4</a>
 */
record CredentialScope(String accessKey, String region, String service) {

    private static final String IN_HEADER = "Credential=";
    private static final String IN_QUERY = "X-Amz-Credential=";

    /** Empty where there is none, or none that can be read. */
    static Optional<CredentialScope> of(HttpRequest request) {
        String text = request.header("authorization").orElse("");
        int at = text.indexOf(IN_HEADER);
        if (at >= 0) {
            return read(text.substring(at + IN_HEADER.length()));
        }
        int inQuery = request.query().indexOf(IN_QUERY);
        return inQuery < 0
                ? Optional.empty()
                : read(request.query()
                        .substring(inQuery + IN_QUERY.length())
                        .replace("%2F", "/")
                        .replace('&', '/'));
    }

    private static Optional<CredentialScope> read(String text) {
        int date = text.indexOf('/');
        int region = text.indexOf('/', date + 1);
        int service = text.indexOf('/', region + 1);
        int end = text.indexOf('/', service + 1);
        if (date <= 0 || region < 0 || service < 0 || end < 0) {
            return Optional.empty();
        }
        CredentialScope scope = new CredentialScope(
                text.substring(0, date), text.substring(region + 1, service), text.substring(service + 1, end));
        return isName(scope.region())
                        && isName(scope.service())
                        && !scope.accessKey().contains(" ")
                ? Optional.of(scope)
                : Optional.empty();
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
