package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.CsvFormat;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of delimited text as RFC 4180 has them: a field in quotes may hold delimiters, line ends and doubled quotes. Each row
 * becomes an object of strings, named by the headers. "Backslashes only work with other backslashes, double quotation marks, and the
 * configured field separator"; before any other character a backslash is left out.
 */
final class Csv {

    private final String text;
    private final char delimiter;
    private int at;

    private Csv(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Items of the rows, {@code most} at most. A field without a header is left out, and a header without a field is "". */
    static List<JsonNode> items(String text, CsvFormat format, long most) {
        Csv rows = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text, format.delimiter());
        List<String> headers = format.headers().orElseGet(() -> rows.hasNext() ? rows.row() : List.of());
        List<JsonNode> items = new ArrayList<>();
        while (rows.hasNext() && items.size() < most) {
            List<String> row = rows.row();
            if (row.size() == 1 && row.get(0).isEmpty()) {
                continue; // an empty line
            }
            ObjectNode item = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < headers.size(); i++) {
                item.put(headers.get(i), i < row.size() ? row.get(i) : "");
            }
            items.add(item);
        }
        return items;
    }

    /** All rows, of any number of fields. */
    static List<List<String>> rows(String text) {
        Csv csv = new Csv(text, ',');
        List<List<String>> rows = new ArrayList<>();
        while (csv.hasNext()) {
            rows.add(csv.row());
        }
        return rows;
    }

    private boolean hasNext() {
        return at < text.length();
    }

    private List<String> row() {
        List<String> row = new ArrayList<>();
        while (true) {
            row.add(field());
            if (at >= text.length()) {
                return row;
            }
            char end = text.charAt(at++);
            if (end == delimiter) {
                if (at >= text.length()) {
                    row.add("");
                    return row;
                }
                continue;
            }
            if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            return row;
        }
    }

    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\\') {
                    escaped(field);
                } else if (c != '"') {
                    field.append(c);
                } else if (at < text.length() && text.charAt(at) == '"') {
                    field.append('"');
                    at++;
                } else {
                    break;
                }
            }
        }
        while (at < text.length() && !ends(text.charAt(at))) {
            char c = text.charAt(at++);
            if (c == '\\') {
                escaped(field);
            } else {
                field.append(c);
            }
        }
        return field.toString();
    }

    /** After a backslash: what it lets stand for itself; any other character is read as if there were no backslash. */
    private void escaped(StringBuilder field) {
        if (at < text.length() && (text.charAt(at) == '\\' || text.charAt(at) == '"' || text.charAt(at) == delimiter)) {
            field.append(text.charAt(at++));
        }
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }
}
