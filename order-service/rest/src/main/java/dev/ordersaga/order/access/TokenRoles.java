package dev.ordersaga.order.access;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The roles that a token gives: the texts of a list, or the words of one text. Anything else in the claim is no role, for
 * whoever signed it need not have meant us.
 */
public final class TokenRoles implements Converter<Jwt, Collection<GrantedAuthority>> {

    private final String claim;

    public TokenRoles(String claim) {
        this.claim = claim;
    }

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        return names(token.getClaims().get(claim))
                .filter(name -> !name.isBlank())
                .distinct()
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }

    /** The roles that a claim of any form names. */
    public static Stream<String> names(@Nullable Object roles) {
        if (roles instanceof String words) {
            return Stream.of(words.split(" "));
        }
        return roles instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }
}
