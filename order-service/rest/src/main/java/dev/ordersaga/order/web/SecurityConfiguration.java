package dev.ordersaga.order.web;

import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.access.TokenRoles;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Whose requests are accepted: REST is an OAuth2 resource server (RFC 6750) that believes signed tokens (RFC 7519) of one issuer. Which orders
 * a requester may touch is decided behind it, see {@link Requester}.
 *
 * <p>JWT_ISSUER is what the tokens must call their issuer, JWT_JWKS_URI where its keys are (default: the issuer's
 * {@code /.well-known/jwks.json}), JWT_AUDIENCE whom they must be meant for (default {@code order-saga}), JWT_ROLES_CLAIM where
 * they list {@link Requester#CUSTOMER} and {@link Requester#OPERATOR} (default {@code roles}). Keys are fetched when the first token
 * comes and kept; a start needs no issuer.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    /** Among the filters; Spring Boot's own choice. */
    static final int ORDER = -100;

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    @Bean
    SecurityFilterChain filters(HttpSecurity http, JwtDecoder tokens, JwtAuthenticationConverter roles)
            throws Exception {
        http.csrf(AbstractHttpConfigurer::disable) // no cookie, nothing that a browser would send by itself
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/products", "/v3/api-docs", "/actuator/health")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/orders/*/review", "/orders/*/repair")
                                .hasAuthority(Requester.OPERATOR)
                                .anyRequest()
                                .hasAnyAuthority(Requester.CUSTOMER, Requester.OPERATOR))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(SecurityConfiguration::unknown)
                        .accessDeniedHandler(SecurityConfiguration::forbidden))
                // Not oauth2ResourceServer(): it would also open /.well-known/oauth-protected-resource and take DPoP
                // tokens.
                .addFilter(bearerTokens(tokens, roles));
        return http.build();
    }

    /** Before every other filter of ours; what Spring Boot does where its security is found by scanning. */
    @Bean
    DelegatingFilterProxyRegistrationBean gate() {
        DelegatingFilterProxyRegistrationBean gate =
                new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        gate.setOrder(ORDER);
        return gate;
    }

    @Bean
    JwtDecoder tokens(
            @Value("${JWT_ISSUER}") String issuer,
            @Value("${JWT_JWKS_URI:${JWT_ISSUER}/.well-known/jwks.json}") String keys,
            @Value("${JWT_AUDIENCE:order-saga}") String audience,
            Clock clock) {
        return AccessTokens.of(issuer, keys, audience, clock);
    }

    @Bean
    JwtAuthenticationConverter roles(@Value("${JWT_ROLES_CLAIM:roles}") String claim) {
        JwtAuthenticationConverter roles = new JwtAuthenticationConverter();
        roles.setJwtGrantedAuthoritiesConverter(new TokenRoles(claim));
        return roles;
    }

    /** What the firewall refuses is the request's fault, and answered like any other. */
    @Bean
    RequestRejectedHandler requestRejected() {
        return (request, response, refused) -> MalformedRequestFilter.refuse(request, response);
    }

    private static BearerTokenAuthenticationFilter bearerTokens(JwtDecoder tokens, JwtAuthenticationConverter roles) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(tokens);
        provider.setJwtAuthenticationConverter(roles);
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(new ProviderManager(provider));
        filter.setAuthenticationEntryPoint(SecurityConfiguration::unknown);
        // By default a key that cannot be fetched is thrown at the container, which would make it a fault of ours.
        filter.setAuthenticationFailureHandler(SecurityConfiguration::unknown);
        return filter;
    }

    private static void unknown(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        if (refused instanceof AuthenticationServiceException) {
            LOG.warn("The issuer's keys cannot be had: {}", String.valueOf(refused.getMessage()));
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            answer(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the issuer of tokens does not answer; send the same request again");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(refused));
        answer(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        ? "a bearer token is needed"
                        : "the bearer token is not one of ours, or has expired");
    }

    /** RFC 6750, 3: the error of a token that was refused, and none where there was no token. */
    private static String challenge(AuthenticationException refused) {
        return refused instanceof OAuth2AuthenticationException error
                ? "Bearer error=\"" + error.getError().getErrorCode() + "\""
                : "Bearer";
    }

    private static void forbidden(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        new BearerTokenAccessDeniedHandler().handle(request, response, refused);
        answer(request, response, HttpStatus.FORBIDDEN, "this token's roles do not allow it");
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemWriter.write(request, response, status, detail);
    }
}
