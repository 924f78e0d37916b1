package dev.drover.template.syntax;

/** The kinds of tokens. */
enum TokenType {
    TEXT,
    LEFT,
    RIGHT,
    SPACE,
    KEYWORD,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    DOT,
    BOOLEAN,
    NUMBER,
    CHARACTER,
    STRING,
    PIPE,
    OPEN,
    CLOSE,
    COMMA,
    ASSIGN,
    DECLARE,
    END_OF_TEXT
}
