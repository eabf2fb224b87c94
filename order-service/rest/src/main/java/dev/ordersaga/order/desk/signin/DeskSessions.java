package dev.ordersaga.order.desk.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Who is signed in at which browser. A sign-in gives the browser a new secret, whatever it brought; a sign-out makes that secret
 * worthless, also in the hands of whoever has copied it. The token that guards forms belongs to the session and ends with it.
 */
final class DeskSessions implements SecurityContextRepository, CsrfTokenRepository, LogoutHandler {

    static final String CSRF_PARAMETER = "_csrf";
    private static final String CSRF_HEADER = "X-CSRF-TOKEN";
    private static final String READ = DeskSessions.class.getName();

    private final BrowserStore kept;
    private final Function<@Nullable Object, Stream<String>> roles;
    private final String claim;
    private final Clock clock;

    /**
     * Makes the sessions.
     *
     * @param claim the claim of an ID token that lists the roles
     * @param roles the roles that a claim names
     */
    DeskSessions(BrowserStore kept, String claim, Function<@Nullable Object, Stream<String>> roles, Clock clock) {
        this.kept = kept;
        this.claim = claim;
        this.roles = roles;
        this.clock = clock;
    }

    Optional<DeskSession> find(HttpServletRequest request) {
        if (request.getAttribute(READ) instanceof Optional<?> read) {
            return read.map(DeskSession.class::cast);
        }
        Optional<DeskSession> found =
                DeskCookie.SESSION.read(request).flatMap(kept::find).map(DeskSession::of);
        request.setAttribute(READ, found);
        return found;
    }

    @Override
    @SuppressWarnings("deprecation") // It must be there; the other form rests on it.
    public SecurityContext loadContext(HttpRequestResponseHolder both) {
        return find(both.getRequest())
                .<SecurityContext>map(session -> new SecurityContextImpl(authenticated(session)))
                .orElseGet(SecurityContextHolder::createEmptyContext);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return find(request).isPresent();
    }

    /** Only a sign-in is saved; an old session of the same browser ends with it. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication known = context.getAuthentication();
        if (known == null || !(known.getPrincipal() instanceof OidcUser user)) {
            return;
        }
        DeskCookie.SESSION.read(request).ifPresent(kept::take);
        DeskSession session = DeskSession.begin(
                Objects.requireNonNull(user.getSubject()),
                roles.apply(user.getClaims().get(claim)),
                clock.instant());
        String secret = BrowserSecret.make();
        kept.put(secret, session.facts(), session.expires());
        DeskCookie.SESSION.write(request, response, secret);
        request.setAttribute(READ, Optional.of(session));
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        DeskCookie.SESSION.read(request).ifPresent(kept::take);
        DeskCookie.SESSION.remove(request, response);
        request.setAttribute(READ, Optional.empty());
    }

    /** Of nobody's session, and so one that no form can bring. */
    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(BrowserSecret.make());
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // It came with the session and ends with it.
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return find(request).map(session -> token(session.csrf())).orElse(null);
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(CSRF_HEADER, CSRF_PARAMETER, value);
    }

    private static Authentication authenticated(DeskSession session) {
        return UsernamePasswordAuthenticationToken.authenticated(
                session.subject(),
                null,
                session.roles().stream().map(SimpleGrantedAuthority::new).toList());
    }
}
