package dev.ordersaga.order.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is let in: REST is an OAuth2 resource server (RFC 6750) that believes signed tokens (RFC 7519) of one issuer. Which orders
 * a caller may touch is decided behind it, see {@link Caller}.
 *
 * <p>JWT_ISSUER is what the tokens must call their issuer, JWT_JWKS_URI where its keys are (default: the issuer's
 * {@code /.well-known/jwks.json}), JWT_AUDIENCE whom they must be meant for (default {@code order-saga}), JWT_ROLES_CLAIM where
 * they list {@link Caller#CUSTOMER} and {@link Caller#OPERATOR} (default {@code roles}). Keys are fetched when the first token
 * comes and kept; a start needs no issuer.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    /** Among the filters; Spring Boot's own choice. */
    static final int ORDER = -100;

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    private static final JsonMapper JSON = JsonMapper.shared();

    @Bean
    SecurityFilterChain filters(HttpSecurity http, JwtAuthenticationConverter roles) throws Exception {
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
                                .hasAuthority(Caller.OPERATOR)
                                .anyRequest()
                                .hasAnyAuthority(Caller.CUSTOMER, Caller.OPERATOR))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(SecurityConfiguration::unknown)
                        .accessDeniedHandler(SecurityConfiguration::forbidden))
                .oauth2ResourceServer(tokens -> tokens.jwt(jwt -> jwt.jwtAuthenticationConverter(roles))
                        .authenticationEntryPoint(SecurityConfiguration::unknown)
                        .accessDeniedHandler(SecurityConfiguration::forbidden)
                        .withObjectPostProcessor(issuerAwayIsAnAnswer()));
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
            @Value("${JWT_AUDIENCE:order-saga}") String audience) {
        SimpleClientHttpRequestFactory patience = new SimpleClientHttpRequestFactory();
        patience.setConnectTimeout(Duration.ofSeconds(1));
        patience.setReadTimeout(Duration.ofSeconds(2));
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                .restOperations(new RestTemplate(patience))
                .jwsAlgorithms(algorithms -> {
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer),
                new JwtClaimValidator<@Nullable List<String>>(
                        JwtClaimNames.AUD, meant -> meant != null && meant.contains(audience)),
                new JwtClaimValidator<@Nullable String>(
                        JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank())));
        return decoder;
    }

    @Bean
    JwtAuthenticationConverter roles(@Value("${JWT_ROLES_CLAIM:roles}") String claim) {
        JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();
        authorities.setAuthoritiesClaimName(claim);
        authorities.setAuthorityPrefix("");
        JwtAuthenticationConverter roles = new JwtAuthenticationConverter();
        roles.setJwtGrantedAuthoritiesConverter(authorities);
        return roles;
    }

    /** By default a key that cannot be fetched is thrown at the container, which would make it a fault of ours. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> issuerAwayIsAnAnswer() {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(SecurityConfiguration::unknown);
                return filter;
            }
        };
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
        new BearerTokenAuthenticationEntryPoint().commence(request, response, refused);
        answer(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        ? "a bearer token is needed"
                        : "the bearer token is not one of ours, or has expired");
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
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(JSON.writeValueAsBytes(
                        new ProblemJson(problem.getTitle(), status.value(), detail, request.getRequestURI())));
    }

    /** RFC 9457, as the controllers' problems are written. */
    private record ProblemJson(@Nullable String title, int status, String detail, String instance) {}
}
