package dev.ordersaga.order.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.desk.Shell.Section;
import dev.ordersaga.order.desk.signin.NoticePages;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;

/** Makes pages of templates, which escape what they show. */
final class Pages implements NoticePages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

    private final boolean places;

    /** Made when the first page is asked for: a start pays for none. */
    private static final class Loaded {
        private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
        private static final Assets ASSETS = new Assets();
    }

    Pages(boolean places) {
        this.places = places;
    }

    static Assets assets() {
        return Loaded.ASSETS;
    }

    /** A page that changes only with what it shows, so that whoever has it already may be told so (RFC 9110, section 13.1.2). */
    ResponseEntity<String> page(
            HttpServletRequest request, String title, Section section, String template, Map<String, Object> model) {
        String page = render(frame(request, title, section, null), template, model);
        return ResponseEntity.ok().contentType(HTML).eTag(tag(page)).body(page);
    }

    /** A page that tells nobody which state of things it shows. */
    ResponseEntity<String> page(
            HttpStatus status,
            HttpServletRequest request,
            String title,
            Section section,
            String template,
            Map<String, Object> model) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .body(render(frame(request, title, section, null), template, model));
    }

    ResponseEntity<String> notice(HttpServletRequest request, HttpStatus status, String heading, String text) {
        return page(status, request, heading, Section.NONE, "notice", Map.of("heading", heading, "text", text));
    }

    @Override
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String heading,
            String text,
            @Nullable URI next)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Shell frame = frame(request, heading, Section.NONE, next == null ? null : next.toString());
        byte[] page = render(frame, "notice", Map.of("heading", heading, "text", text))
                .getBytes(UTF_8);
        response.setStatus(status.value());
        response.setContentType(HTML.toString());
        response.getOutputStream().write(page);
    }

    private Shell frame(HttpServletRequest request, String title, Section section, @Nullable String refresh) {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        Object csrf = request.getAttribute(CsrfToken.class.getName());
        boolean signedIn = known != null
                && known.isAuthenticated()
                && !known.getAuthorities().isEmpty()
                && !"anonymousUser".equals(known.getName());
        return new Shell(
                title,
                signedIn && known != null ? Requester.of(known) : null,
                signedIn && csrf instanceof CsrfToken token ? token.getToken() : "",
                section,
                places,
                Loaded.ASSETS.version(),
                refresh);
    }

    private static String render(Shell frame, String template, Map<String, Object> model) {
        Map<String, Object> parameters = new HashMap<>(model);
        parameters.put("frame", frame);
        StringOutput page = new StringOutput();
        Loaded.TEMPLATES.render(template + ".jte", parameters, page);
        return page.toString();
    }

    /** Of whatever a page depends on. */
    static String tag(String state) {
        try {
            return "\""
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(state.getBytes(UTF_8)), 0, 12)
                    + "\"";
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
