package dev.ordersaga.drawing;

/** An HTML document that needs no server and nothing from elsewhere: pictures, tables, lists; light or dark as the reader's screen is; no script. */
public final class StandalonePage {

    private final String title;
    private final StringBuilder style = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    /** @param title any text */
    public StandalonePage(String title) {
        this.title = title;
    }

    /** Adds rules to the stylesheet. */
    public void style(String css) {
        style.append(css).append('\n');
    }

    /** Adds to the body what is HTML already. */
    public void add(String html) {
        body.append(html).append('\n');
    }

    /** Any text, so that HTML reads it as text and as an attribute's value. */
    public static String escaped(String text) {
        return Markup.escaped(text);
    }

    /** The document. */
    public String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
                <title>"""
                + escaped(title)
                + "</title>\n<style>\n"
                + Picture.stylesheet()
                + Picture.resource("page.css")
                + style
                + "</style>\n</head>\n<body>\n<main>\n<h1>"
                + escaped(title)
                + "</h1>\n"
                + body
                + "</main>\n</body>\n</html>\n";
    }

    /** What the lines and shapes of a picture mean. */
    public static String legend() {
        return """
                <ul class="legend">
                <li><svg width="34" height="12" class="saga-picture" aria-hidden="true"><path class="line" d="M1 6H33"/></svg> what follows</li>
                <li><svg width="34" height="12" class="saga-picture" aria-hidden="true"><g class="catch"><path class="line" d="M4 6H33"/><circle class="tail" cx="4" cy="6" r="3"/></g></svg> what a Catch leads to; without a name, any error</li>
                <li><svg width="34" height="12" class="saga-picture" aria-hidden="true"><g class="compensation"><path class="line" d="M1 6H33"/></g></svg> the way back</li>
                <li><svg width="34" height="12" class="saga-picture" aria-hidden="true"><path class="undoes" d="M1 6H33"/></svg> undoes what stands beside it</li>
                </ul>""";
    }
}
