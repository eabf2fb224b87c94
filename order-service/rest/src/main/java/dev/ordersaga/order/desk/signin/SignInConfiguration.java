package dev.ordersaga.order.desk.signin;

import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.access.Requester;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The desk's chain of filters: people sign in at the issuer by OpenID Connect's authorization code flow with a proof key (RFC
 * 7636), are known by a session, and change something only with its token. Tokens that REST takes count for nothing here, nor does
 * a session there.
 *
 * <p>The issuer's answer is exchanged for an ID token, which says who it is and is not kept.
 */
public final class SignInConfiguration {

    /** Where a sign-in begins. */
    public static final String SIGN_IN = "/desk/sign-in/" + Issuer.ID;

    /** Where the session ends. */
    public static final String SIGN_OUT = "/desk/sign-out";

    /** Where the issuer sends people who have signed out there. */
    public static final String SIGNED_OUT = "/desk/signed-out";

    static final String SIGNED_IN = "/desk/signed-in";

    /** Nothing from elsewhere, nothing inline; forms lead to the desk. */
    static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(SignInConfiguration.class);

    private final Issuer issuer;
    private final BrowserStore kept;
    private final DeskSessions sessions;
    private final NoticePages pages;
    private final Clock clock;

    private SignInConfiguration(
            Issuer issuer, BrowserStore kept, DeskSessions sessions, NoticePages pages, Clock clock) {
        this.issuer = issuer;
        this.kept = kept;
        this.sessions = sessions;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * What the desk has to know of the issuer.
     *
     * @param issuer what its tokens call it
     * @param keys where its keys are
     * @param discovery where it describes itself
     * @param token where codes are exchanged, empty for what it says itself
     * @param clientId who the desk is there
     * @param clientSecret empty for a public client
     * @param rolesClaim the claim that lists the roles
     */
    public record Settings(
            String issuer,
            String keys,
            String discovery,
            String token,
            String clientId,
            String clientSecret,
            String rolesClaim) {}

    /**
     * Builds the chain.
     *
     * @param kept where sessions are kept, null for this process
     * @param roles the roles that a claim names
     */
    public static SecurityFilterChain chain(
            HttpSecurity http,
            Settings settings,
            @Nullable BrowserStore kept,
            Function<@Nullable Object, Stream<String>> roles,
            NoticePages pages,
            Clock clock)
            throws Exception {
        BrowserStore store = kept == null ? new InMemoryBrowserStore(clock) : kept;
        Issuer issuer = new Issuer(new Issuer.Settings(
                settings.issuer(),
                settings.discovery(),
                settings.token(),
                settings.keys(),
                settings.clientId(),
                settings.clientSecret()));
        DeskSessions sessions = new DeskSessions(store, settings.rolesClaim(), roles, clock);
        return new SignInConfiguration(issuer, store, sessions, pages, clock).chain(http);
    }

    private SecurityFilterChain chain(HttpSecurity http) throws Exception {
        PendingSignIns pending = new PendingSignIns(kept, clock);
        http.securityMatcher(LocalPath.HOME, "/desk", "/desk/**")
                .securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(forms -> forms.csrfTokenRepository(sessions)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .logout(out -> out.logoutUrl(SIGN_OUT)
                        .addLogoutHandler(sessions)
                        .logoutSuccessHandler((request, response, who) -> signedOut(request, response)))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, LocalPath.HOME, SIGNED_OUT, "/desk/assets/*")
                                .permitAll()
                                .requestMatchers("/desk/waiting", "/desk/waiting/**")
                                .hasAuthority(Requester.OPERATOR)
                                .anyRequest()
                                .hasAnyAuthority(Requester.CUSTOMER, Requester.OPERATOR))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(this::unknown).accessDeniedHandler(this::forbidden))
                .addFilter(begin(pending))
                .addFilter(end(pending))
                .addFilterBefore(
                        (request, response, rest) -> {
                            try {
                                rest.doFilter(request, response);
                            } catch (Unavailable away) {
                                away((HttpServletRequest) request, (HttpServletResponse) response, away);
                            }
                        },
                        SecurityContextHolderFilter.class);
        return http.build();
    }

    private OAuth2AuthorizationRequestRedirectFilter begin(PendingSignIns pending) {
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(issuer, "/desk/sign-in");
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        OAuth2AuthorizationRequestRedirectFilter filter = new OAuth2AuthorizationRequestRedirectFilter(resolver);
        filter.setAuthorizationRequestRepository(pending);
        filter.setAuthenticationFailureHandler(SignInConfiguration::failed);
        return filter;
    }

    private OAuth2LoginAuthenticationFilter end(PendingSignIns pending) {
        OidcAuthorizationCodeAuthenticationProvider provider =
                new OidcAuthorizationCodeAuthenticationProvider(Issuer.codes(), new OidcUserService());
        provider.setJwtDecoderFactory(issuer::idTokens);
        OAuth2LoginAuthenticationFilter filter = new OAuth2LoginAuthenticationFilter(issuer, new NoTokens(), SIGNED_IN);
        filter.setAuthorizationRequestRepository(pending);
        filter.setAuthenticationManager(new ProviderManager(provider));
        filter.setSecurityContextRepository(sessions);
        filter.setAuthenticationSuccessHandler(
                (request, response, who) -> goOn(response, String.valueOf(request.getAttribute(PendingSignIns.TO))));
        filter.setAuthenticationFailureHandler(SignInConfiguration::failed);
        return filter;
    }

    private static void failed(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) {
        SignInOutcome outcome = SignInOutcome.of(refused);
        if (outcome == SignInOutcome.AWAY || outcome == SignInOutcome.FAILED) {
            LOG.warn("A sign-in failed, {}: {}", outcome, String.valueOf(refused.getMessage()));
        }
        goOn(response, outcome.address());
    }

    private void signedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<URI> atTheIssuer =
                issuer.signOut(UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
                        .replacePath(SIGNED_OUT)
                        .replaceQuery(null)
                        .toUriString());
        if (atTheIssuer.isEmpty()) {
            goOn(response, SignInOutcome.SIGNED_OUT.address());
            return;
        }
        // A page and not a redirect: a browser holds the redirect of a form against form-action.
        pages.write(
                request,
                response,
                HttpStatus.OK,
                "You are signed out here",
                "Now the issuer signs you out, too.",
                atTheIssuer.get());
    }

    /** Somebody whose session has ended, or who never had one. */
    private void unknown(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        boolean page = request.getMethod().equals("GET") && request.getHeader(LiveRequest.HEADER) == null;
        if (!page) {
            pages.write(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "You are signed out",
                    "Your session has ended. Sign in again; nothing was done.",
                    null);
            return;
        }
        String query = request.getQueryString();
        String to = LocalPath.of(request.getRequestURI() + (query == null ? "" : "?" + query));
        goOn(
                response,
                SignInOutcome.ENDED.address() + "&" + PendingSignIns.TO + "="
                        + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    private void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        boolean form = refused instanceof CsrfException;
        pages.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                form ? "This form is no longer good" : "This is not for you",
                form
                        ? "It came without the token of your session, which has ended or begun anew since. Nothing was done; open the page again."
                        : "Your roles do not allow it.",
                null);
    }

    private void away(HttpServletRequest request, HttpServletResponse response, Unavailable away) throws IOException {
        LOG.warn("{}: {}", away.getMessage(), String.valueOf(away.getCause()));
        response.setHeader(HttpHeaders.RETRY_AFTER, "2");
        response.setHeader(LiveRequest.AWAY, away.service());
        pages.write(
                request,
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                away.service() + " does not answer",
                "Try again in a moment.",
                null);
    }

    private static void goOn(HttpServletResponse response, String where) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, where);
    }
}
