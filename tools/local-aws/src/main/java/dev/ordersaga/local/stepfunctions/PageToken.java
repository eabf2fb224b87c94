package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/** Where a listing goes on. A token is good for the listing that gave it and for no other. */
final class PageToken {

    private PageToken() {}

    static String of(String listing, long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((position + " " + listing).getBytes(StandardCharsets.UTF_8));
    }

    /** The position in the input's {@code nextToken}, where it has one. */
    static OptionalLong position(RequestFields input, String listing, int longest) {
        String token = input.optional("nextToken", longest).orElse("");
        if (token.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            if (space > 0 && text.substring(space + 1).equals(listing)) {
                return OptionalLong.of(Long.parseLong(text.substring(0, space)));
            }
        } catch (IllegalArgumentException e) {
            // Not one of ours: refused below like any other.
        }
        throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
