package dev.ordersaga.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sign-in page. It asks for a name and a role, and for no password. */
final class SignInPage {

    static final String STYLE = "/sign-in.css";

    /** Somebody to sign in as by one click. */
    private record Person(String subject, String role, String whatFor) {}

    private static final List<Person> PEOPLE = List.of(
            new Person("customer-1", "customer", "places orders, sees their own, takes them back"),
            new Person("customer-2", "customer", "another customer, who sees none of the first's"),
            new Person("operator-1", "operator", "sees every order, reviews and repairs"));

    private SignInPage() {}

    /** Asks who it is. */
    static IssuerAnswer of(AuthorizationRequest request) {
        String hidden = request.fields().entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"" + escaped(field.getKey()) + "\" value=\""
                        + escaped(field.getValue()) + "\">")
                .collect(Collectors.joining());
        String people = PEOPLE.stream()
                .map(person -> """
                        <li><button name="person" value="%1$s/%2$s" aria-describedby="about-%2$s"><b>%2$s</b></button>
                          <span id="about-%2$s"><i>%1$s</i> %3$s</span></li>
                        """.formatted(person.role(), person.subject(), person.whatFor()))
                .collect(Collectors.joining());
        return page(200, "Who are you?", request.redirectUri(), """
                <h1>Who are you?</h1>
                <p><b>%1$s</b> asks at <code>%2$s</code>. This issuer is for development: it believes you.</p>
                <form method="post" action="/authorize">%3$s<ul>%4$s</ul></form>
                <form method="post" action="/authorize" class="other">%3$s
                  <p><label for="subject">Somebody else</label>
                  <input id="subject" name="subject" required maxlength="128" pattern="[A-Za-z0-9._@\\-]{1,128}"
                    autocomplete="off" spellcheck="false" aria-describedby="rule"></p>
                  <p id="rule">1 to 128 letters, digits, dots, dashes, underscores, @</p>
                  <p><label for="role">Role</label>
                  <select id="role" name="role"><option>customer</option><option>operator</option></select>
                  <button>Sign in</button></p>
                </form>
                <form method="post" action="/authorize" class="cancel">%3$s<button name="cancel" value="yes">Do not sign in</button></form>
                """.formatted(
                        escaped(request.clientId()), escaped(originOf(request.redirectUri())), hidden, people));
    }

    /** Says why nobody is asked. */
    static IssuerAnswer refused(Refused refused) {
        return page(
                refused.status(),
                "Not possible",
                null,
                "<h1>Nobody can sign in this way</h1><p>%s: %s.</p><p>Go back to where you came from and begin anew.</p>"
                        .formatted(escaped(refused.error()), escaped(String.valueOf(refused.getMessage()))));
    }

    /** Where nobody said where to go from there. */
    static IssuerAnswer signedOut() {
        return page(200, "Signed out", null, "<h1>You are signed out</h1><p>You may close this page.</p>");
    }

    static IssuerAnswer style() {
        try (InputStream file = Objects.requireNonNull(SignInPage.class.getResourceAsStream("sign-in.css"))) {
            return IssuerAnswer.text(200, "text/css; charset=utf-8", new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IssuerAnswer page(int status, String title, @Nullable URI next, String content) {
        String body = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,"><link rel="stylesheet" href="%s"></head>
                <body><main>%s</main></body></html>
                """.formatted(escaped(title), STYLE, content);
        // The answer to a form sends the browser to the client, and browsers hold such a redirect against form-action,
        // too.
        String policy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
                + "form-action 'self'" + (next == null ? "" : " " + originOf(next));
        return new IssuerAnswer(
                status,
                "text/html; charset=utf-8",
                body,
                Map.of(
                        "Content-Security-Policy",
                        policy,
                        "Referrer-Policy",
                        "no-referrer",
                        "X-Content-Type-Options",
                        "nosniff"));
    }

    private static String originOf(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
