package dev.ordersaga.asl;

/** "The query language used to select and transform data": JSONPath where a definition names none. */
public enum QueryLanguage {
    JSON_PATH("JSONPath"),
    JSONATA("JSONata");

    private final String text;

    QueryLanguage(String text) {
        this.text = text;
    }

    /** As a definition writes it. */
    @Override
    public String toString() {
        return text;
    }
}
