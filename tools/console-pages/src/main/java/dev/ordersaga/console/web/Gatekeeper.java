package dev.ordersaga.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who may ask. A page of any site can have a browser send requests to this machine, and a site's name can be made to mean 127.0.0.1 while
 * its page is open (DNS rebinding): so the host must be this machine's, the origin the console's own, and a change carries a token
 * that only the console's own pages hold.
 */
public final class Gatekeeper {

    /** The form's field. */
    public static final String TOKEN_FIELD = "csrf";

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String token;

    /**
     * For one process.
     *
     * @param random nobody can guess what comes of it
     */
    public Gatekeeper(RandomGenerator random) {
        this.token = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    }

    /** What a change has to carry. */
    public String token() {
        return token;
    }

    /** Why a request is refused; empty where it is not. */
    public Optional<String> refusal(BrowserRequest request) {
        String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
        if (!isOurs(host)) {
            return Optional.of("The console answers under localhost and 127.0.0.1 alone, not as " + host + ".");
        }
        Optional<String> origin = request.header("origin");
        if (origin.isPresent() && !origin.get().equalsIgnoreCase("http://" + host)) {
            return Optional.of("Pages of " + origin.get() + " may not call the console.");
        }
        String site = request.header("sec-fetch-site").orElse("none");
        boolean followedLink = request.method().equals("GET")
                && request.header("sec-fetch-mode").orElse("").equals("navigate");
        if (!site.equals("none") && !site.equals("same-origin") && !followedLink) {
            return Optional.of("Pages of other sites may not call the console.");
        }
        return Optional.empty();
    }

    /** Whether a form was made by one of the console's own pages. */
    public boolean isOurs(Map<String, String> form) {
        byte[] given = form.getOrDefault(TOKEN_FIELD, "").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOurs(String host) {
        int colon = host.lastIndexOf(':');
        return NAMES.contains(colon > host.lastIndexOf(']') ? host.substring(0, colon) : host);
    }
}
