package dev.ordersaga.asl.expression;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A Path: "a string, beginning with $, used to identify components within a JSON text". */
public final class JsonPathExpression implements Expression {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\p{L}[\\p{L}\\p{N}_]*)(.*)", Pattern.DOTALL);
    private static final Pattern FUNCTION = Pattern.compile("\\.\\w+\\([^)]*\\)$");
    private static final Pattern QUOTED_OR_BARE_WORD =
            Pattern.compile("'(?:\\\\.|[^'\\\\]++)*+'|\"(?:\\\\.|[^\"\\\\]++)*+\""
                    + "|((?:==|!=|<=|>=|<|>)\\s*)(\\p{L}[\\p{L}\\p{N}_-]*)(?=\\s*(?:\\)|&&|\\|\\|))");
    private static final Pattern QUOTED = Pattern.compile("'(?:\\\\.|[^'\\\\]++)*+'|\"(?:\\\\.|[^\"\\\\]++)*+\"");
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    /** Far more steps than data has levels, and few enough for the library, which takes them one inside the other. */
    private static final int MAX_STEPS = 500;

    private static final Pattern ENDS_WITH_INDEX = Pattern.compile("\\[\\d+]$");
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new Views())
            .mappingProvider(new NoMapping())
            .options(EnumSet.noneOf(Option.class))
            .build();

    private final String source;
    private final Root root;
    private final String variable;
    private final @Nullable JsonPath compiled;
    private final FilterRegexes regexes;

    private JsonPathExpression(String source, Root root, String variable, @Nullable JsonPath compiled) {
        this.source = source;
        this.root = root;
        this.variable = variable;
        this.compiled = compiled;
        this.regexes = FilterRegexes.of(source);
    }

    private enum Root {
        INPUT,
        CONTEXT,
        VARIABLE
    }

    /**
     * Reads a path.
     *
     * @param text such as {@code $.items[0]}, {@code $$.Execution.Id} (the context object) or {@code $total.amount} (a
     *     variable)
     * @throws SyntaxProblem if it is not such a path
     */
    public static JsonPathExpression parse(String text) {
        if (!text.startsWith("$")) {
            throw new SyntaxProblem("must be a JSONPath, beginning with $");
        }
        if (text.startsWith("$$")) {
            return new JsonPathExpression(text, Root.CONTEXT, "", compile("$" + text.substring(2)));
        }
        Matcher named = VARIABLE.matcher(text);
        if (named.matches()) {
            return new JsonPathExpression(text, Root.VARIABLE, named.group(1), compile("$" + named.group(2)));
        }
        return new JsonPathExpression(text, Root.INPUT, "", compile(text));
    }

    /** Null for the root itself, which needs no search. */
    private static @Nullable JsonPath compile(String path) {
        if (path.equals("$")) {
            return null;
        }
        if (FUNCTION.matcher(path).find()) {
            throw new SyntaxProblem("must be a JSONPath without functions");
        }
        if (path.chars().filter(c -> c == '.' || c == '[' || c == '(').count() > MAX_STEPS) {
            throw new SyntaxProblem("is not a JSONPath: it has more than " + MAX_STEPS + " steps");
        }
        try {
            return JsonPath.compile(path.contains("?(") ? withQuotedLiterals(path) : withPlainBackslashes(path));
        } catch (InvalidPathException | IllegalArgumentException e) {
            throw new SyntaxProblem("is not a JSONPath: " + e.getMessage());
        }
    }

    /**
     * In a member's name between brackets a backslash escapes the quote that ends the name, and itself; before anything else it is a
     * character of the name, which the library would drop: <code>$['a\\"b']</code> names a member with a backslash.
     */
    private static String withPlainBackslashes(String path) {
        if (path.indexOf('\\') < 0) {
            return path;
        }
        return QUOTED.matcher(path).replaceAll(found -> {
            String name = found.group();
            String escapes = "\\\\([" + name.charAt(0) + "\\\\])|\\\\";
            return Matcher.quoteReplacement(Pattern.compile(escapes)
                    .matcher(name)
                    .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1) == null ? "\\\\" : escape.group())));
        });
    }

    /** A filter may compare with a bare word, which the service takes for a string: {@code [?(@.kind == Receipt)]}. */
    private static String withQuotedLiterals(String path) {
        Matcher matcher = QUOTED_OR_BARE_WORD.matcher(path);
        return matcher.replaceAll(found -> {
            String word = found.group(2);
            return Matcher.quoteReplacement(
                    word == null || CONSTANTS.contains(word) ? found.group() : found.group(1) + "'" + word + "'");
        });
    }

    @Override
    public String source() {
        return source;
    }

    /** The path as the service names it in a message: one into the context object counts its first $ only. */
    public String pathInMessage() {
        return root == Root.CONTEXT ? source.substring(1) : source;
    }

    /** Whether at most one value can match. */
    public boolean isDefinite() {
        return compiled == null || compiled.isDefinite();
    }

    /** The value, or nothing where the path leads nowhere. */
    public Optional<JsonNode> find(Scope scope) {
        try {
            return Optional.of(read(scope));
        } catch (PathNotFoundException e) {
            return Optional.empty();
        }
    }

    /** As in a payload template, where the service names the field and the input. */
    @Override
    public JsonNode evaluate(Scope scope, String field) {
        try {
            return read(scope);
        } catch (PathNotFoundException e) {
            throw EvaluationFailure.runtime("The JSONPath '" + source + "' specified for the field '" + field
                    + "' could not be found in the input '" + (root == Root.CONTEXT ? scope.context() : scope.input())
                    + "'");
        }
    }

    /** As in a path field, where the service says why nothing was found. */
    public JsonNode select(Scope scope) {
        try {
            return read(scope);
        } catch (PathNotFoundException e) {
            throw EvaluationFailure.runtime("Invalid path '" + source + "' : " + e.getMessage());
        }
    }

    private JsonNode read(Scope scope) {
        JsonNode document = switch (root) {
            case INPUT -> scope.input();
            case CONTEXT -> scope.context();
            case VARIABLE ->
                scope.variables()
                        .find(variable)
                        .orElseThrow(() -> EvaluationFailure.runtime(
                                "The variable '$" + variable + "' has no value: nothing assigned it."));
        };
        if (compiled == null) {
            return document;
        }
        try {
            regexes.requireQuickOn(document);
            Object found = compiled.read(JsonView.of(document, null), CONFIGURATION);
            return JsonView.toNode(found, null);
        } catch (PathNotFoundException e) {
            if (!compiled.isDefinite()) {
                return JsonNodeFactory.instance.arrayNode();
            }
            if (ENDS_WITH_INDEX.matcher(compiled.getPath()).find()
                    && String.valueOf(e.getMessage()).startsWith("No results")) {
                return JsonNodeFactory.instance.nullNode();
            }
            throw e;
        } catch (JsonPathException e) {
            throw EvaluationFailure.runtime("Invalid path '" + source + "' : " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return source;
    }

    /** Reads views, and collects what an indefinite path finds in plain lists. */
    private static final class Views extends AbstractJsonProvider {

        @Override
        public Object parse(String json) {
            throw new UnsupportedOperationException("data is parsed before it comes here");
        }

        @Override
        public Object parse(InputStream json, String charset) {
            throw new UnsupportedOperationException("data is parsed before it comes here");
        }

        @Override
        public String toJson(Object value) {
            return JsonView.toNode(value, null).toString();
        }

        @Override
        public Object createArray() {
            return new ArrayList<>();
        }

        @Override
        public Object createMap() {
            return new LinkedHashMap<>();
        }
    }

    private static final class NoMapping implements MappingProvider {

        @Override
        public <T> @Nullable T map(Object source, Class<T> target, Configuration configuration) {
            return target.isInstance(source) ? target.cast(source) : null;
        }

        @Override
        public <T> T map(Object source, com.jayway.jsonpath.TypeRef<T> target, Configuration configuration) {
            throw new UnsupportedOperationException("paths select, they do not map");
        }
    }
}
