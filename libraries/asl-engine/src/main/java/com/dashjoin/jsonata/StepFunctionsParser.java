package com.dashjoin.jsonata;

/** The library's parser, on the tokens that Step Functions knows. */
final class StepFunctionsParser extends Parser {

    private static final long serialVersionUID = 1L;

    /** Lets whatever this thread parses from now on be parsed by a parser of this class. */
    static void ofThisThread() {
        if (!(Jsonata._parser.get() instanceof StepFunctionsParser)) {
            Jsonata._parser.set(new StepFunctionsParser());
        }
    }

    @Override
    public Symbol parse(String text) {
        source = text;
        lexer = new StepFunctionsTokenizer(text);
        advance();
        Symbol expression = expression(0);
        if (!node.id.equals("(end)")) {
            throw new JException("S0201", node.position, node.value);
        }
        expression = processAST(expression);
        if (expression.type.equals("parent") || expression.seekingParent != null) {
            throw new JException("S0217", expression.position, expression.type);
        }
        return expression;
    }
}
