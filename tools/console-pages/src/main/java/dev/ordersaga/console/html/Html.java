package dev.ordersaga.console.html;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Collection;
import java.util.List;

/**
 * A piece of HTML. There are three ways to one: a template that stands in the source, a text, which is escaped, and markup that another
 * library has made and vouches for. So no text from outside becomes markup.
 */
public final class Html {

    private static final String HOLE = "{}";
    private static final Html NOTHING = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * A template's markup with values in place of its holes.
     *
     * @param template holds <code>{}</code> for each value: between tags, or inside an attribute's double quotes
     * @param values markup ({@link Html}, or a collection of it) as it is; all else as text
     * @throws IllegalArgumentException where holes and values differ in number
     */
    public static Html of(@CompileTimeConstant final String template, Object... values) {
        StringBuilder out = new StringBuilder(template.length() + 32 * values.length);
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than holes: " + template);
            }
            out.append(template, from, hole);
            append(out, value);
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("more holes than values: " + template);
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    /** A text, escaped. */
    public static Html text(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(out, text);
        return new Html(out.toString());
    }

    public static Html nothing() {
        return NOTHING;
    }

    /** One after the other. */
    public static Html join(Collection<Html> parts) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(part.markup));
        return new Html(out.toString());
    }

    public static Html join(Html... parts) {
        return join(List.of(parts));
    }

    /**
     * Markup that was made elsewhere, as it is.
     *
     * @param markup made by a library that escapes what it is given, such as a drawing; never a text from outside
     */
    public static Html madeElsewhere(String markup) {
        return new Html(markup);
    }

    /** The markup itself. */
    public String markup() {
        return markup;
    }

    @Override
    public String toString() {
        return markup;
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Html html) {
            out.append(html.markup);
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> append(out, each));
        } else {
            escape(out, value.toString());
        }
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // The only character that a browser drops or replaces without saying so.
                case '\0' -> out.append('\uFFFD');
                default -> out.append(c);
            }
        }
    }
}
