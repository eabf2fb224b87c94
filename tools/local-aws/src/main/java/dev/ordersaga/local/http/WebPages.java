package dev.ordersaga.local.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests of web pages. A page of any site can have a browser send requests to 127.0.0.1; the browser says so in {@code Origin} or
 * {@code Sec-Fetch-Site}. A site whose name is made to mean 127.0.0.1 while its page is open (DNS rebinding) looks like the
 * port's own to the browser, but its name stands in {@code Host}. SDKs and command lines send none of the former, and a name of
 * this machine in the latter.
 */
final class WebPages {

    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    /** SDKs put these before the endpoint's host, wherever that is. */
    private static final Pattern SDK_PREFIX = Pattern.compile("^(sync-|\\d{12}\\.)");

    /** A container's name for the machine it runs on, and a public name that can only ever mean 127.0.0.1. */
    private static final Set<String> OF_THIS_MACHINE =
            Set.of("localhost", "[::1]", "host.docker.internal", "localhost.localstack.cloud");

    private final Set<String> names;
    /** The host that was asked for last and is this machine: clients ask for the same one again and again. */
    private volatile String lastKnown = "localhost";

    /**
     * Knows the names of this machine.
     *
     * @param names more names under which the port is reached, in lower case
     */
    WebPages(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Why the request is refused; empty where it is not. */
    Optional<String> refusal(HttpRequest request) {
        Optional<String> host = request.header("host");
        if (host.isPresent() && !isThisMachine(host.get())) {
            return Optional.of("the host " + host.get() + " is not a name of this machine");
        }
        Optional<String> origin = request.header("origin");
        if (origin.isPresent()) {
            return origin.get().equalsIgnoreCase("http://" + host.orElse(""))
                    ? Optional.empty()
                    : Optional.of("pages of " + origin.get() + " may not call local-aws");
        }
        String site = request.header("sec-fetch-site").orElse("none");
        return site.equals("none") || site.equals("same-origin")
                ? Optional.empty()
                : Optional.of("pages of other sites may not call local-aws");
    }

    private boolean isThisMachine(String authority) {
        if (authority.equals(lastKnown)) {
            return true;
        }
        boolean known = isKnown(authority);
        if (known) {
            lastKnown = authority;
        }
        return known;
    }

    private boolean isKnown(String authority) {
        String host = PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
        String name = SDK_PREFIX.matcher(host).replaceFirst("");
        return OF_THIS_MACHINE.contains(name)
                || name.endsWith(".localhost")
                || name.endsWith(".localhost.localstack.cloud")
                || LOOPBACK_ADDRESS.matcher(name).matches()
                || names.contains(name);
    }
}
