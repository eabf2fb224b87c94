package dev.ordersaga.asl.expression;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as text, the form in which data enters and leaves an execution. */
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    /**
     * Reads the text.
     *
     * @throws JacksonException if the text is not one JSON value
     */
    public static JsonNode parse(String text) {
        JsonNode value = MAPPER.readTree(text);
        if (value.isMissingNode()) {
            throw new NotJson();
        }
        return value;
    }

    private static final class NotJson extends JacksonException {

        private static final long serialVersionUID = 1L;

        NotJson() {
            super("no content");
        }

        @Override
        public Object processor() {
            return MAPPER;
        }
    }
}
