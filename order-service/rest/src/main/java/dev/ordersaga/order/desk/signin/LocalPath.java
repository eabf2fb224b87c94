package dev.ordersaga.order.desk.signin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pages of the desk that somebody may be sent to after they have signed in; whatever else is asked for leads to its first page. */
public final class LocalPath {

    /** Where the desk begins. */
    public static final String HOME = "/";

    private static final Pattern FORM = Pattern.compile("/desk(/[A-Za-z0-9_-]{1,64}){1,4}(\\?[A-Za-z0-9_=&-]{0,200})?");

    private LocalPath() {}

    /** The path itself when it is one of the desk's, which leads to no other host whatever it holds. */
    public static String of(@Nullable String asked) {
        return asked != null && FORM.matcher(asked).matches() && !asked.startsWith("/desk/sign") ? asked : HOME;
    }
}
