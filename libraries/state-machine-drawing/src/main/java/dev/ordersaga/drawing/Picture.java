package dev.ordersaga.drawing;

import dev.ordersaga.analysis.Outline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A state machine drawn for a reader. The same definition gives the same picture, to the letter.
 *
 * <p>Each state is a {@code <g id="state-N" class="state …" data-state="its name">} and each edge a
 * {@code <g id="edge-N" class="edge …" data-from="N" data-to="N" data-kind="next|choice|catch">}, with the numbers of the outline.
 */
public final class Picture {

    private final Outline outline;
    private final Scene scene;

    private Picture(Outline outline) {
        this.outline = outline;
        this.scene = SheetLayout.of(outline);
    }

    /** Draws what is outlined, right or wrong: an edge to a state that there is not is left out. */
    public static Picture of(Outline outline) {
        return new Picture(outline);
    }

    /**
     * Draws a definition.
     *
     * @param definition Amazon States Language, whose {@code ${…}} places may be open
     * @throws IllegalArgumentException for a text that is no JSON object
     */
    public static Picture of(String definition) {
        return of(Outline.of(definition));
    }

    public Outline outline() {
        return outline;
    }

    /** The picture as a part of a page that has the stylesheet: no style and no script is in it. */
    public String svg() {
        return svg("");
    }

    /**
     * The same, with something before each id, so that a page may hold several pictures.
     *
     * @param prefix letters, digits and hyphens, such as {@code left-}
     */
    public String svg(String prefix) {
        return svg(prefix, Marks.none());
    }

    /** The same, with marks: a class on the group of a state or an edge, a badge at a state's corner, more to read at both. */
    public String svg(String prefix, Marks marks) {
        if (!prefix.matches("[A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("a prefix of ids is letters, digits and hyphens, not " + prefix);
        }
        return new SvgWriter(outline, scene, prefix, marks).write(false);
    }

    /** The picture as a file of its own, with its stylesheet, light or dark as the reader's screen is. */
    public String file() {
        return new SvgWriter(outline, scene, "", Marks.none()).write(true);
    }

    /** The rules for {@link #svg()}; colours are variables on {@code .saga-picture}, light and dark. */
    public static String stylesheet() {
        return resource("picture.css");
    }

    static String resource(String name) {
        try (InputStream css = Objects.requireNonNull(Picture.class.getResourceAsStream(name))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
