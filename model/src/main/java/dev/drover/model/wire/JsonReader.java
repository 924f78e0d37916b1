package dev.drover.model.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Walks over JSON, one value at a time; a value is read by whoever stands on its first token and leaves the reader on its last.
 * Whatever is wrong is a {@link WireException} with the position.
 */
final class JsonReader implements AutoCloseable {
    private static final String ENDS_EARLY = "the JSON text ends too early";

    private final JsonParser parser;
    private JsonToken token = JsonToken.NOT_AVAILABLE;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
        next();
    }

    static JsonReader ofRecord(byte[] json) {
        return new JsonReader(JsonFactories.RECORDS.createParser(ObjectReadContext.empty(), json));
    }

    static JsonReader ofTree(String json) {
        return new JsonReader(JsonFactories.TREES.createParser(ObjectReadContext.empty(), json));
    }

    JsonToken token() {
        return token;
    }

    boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    void beginObject() {
        expect(JsonToken.START_OBJECT, "an object");
    }

    void beginList() {
        expect(JsonToken.START_ARRAY, "a list");
    }

    private void expect(JsonToken expected, String what) {
        if (token != expected) {
            throw fault("expected " + what);
        }
    }

    /** Steps to the value of the next field and returns its name, or nothing at the end of the object. */
    @Nullable
    String nextField() {
        try {
            String name = parser.nextName();
            if (name == null) {
                token = JsonToken.END_OBJECT;
                return null;
            }
            next();
            return name;
        } catch (JacksonException fault) {
            throw fault(fault);
        }
    }

    /** Steps to the next element, or returns false at the end of the list. */
    boolean nextElement() {
        next();
        return token != JsonToken.END_ARRAY;
    }

    boolean readBoolean() {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw fault("expected true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    String readText() {
        expect(JsonToken.VALUE_STRING, "a text in quotes");
        return string();
    }

    long readLong() {
        String number = readNumber();
        try {
            return token == JsonToken.VALUE_NUMBER_INT && number.length() < 19
                    ? Long.parseLong(number)
                    : new BigDecimal(number).longValueExact();
        } catch (ArithmeticException fault) {
            throw fault(number + " is no whole number of 64 bits");
        }
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw fault(value + " does not fit 32 bits");
        }
        return (int) value;
    }

    double readDouble() {
        String number = readNumber();
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw fault(number + " does not fit a double");
        }
        return value;
    }

    BigDecimal readDecimal() {
        return new BigDecimal(readNumber());
    }

    /** A number with its digits as they were written. */
    String readNumber() {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw fault("expected a number");
        }
        return string();
    }

    void skipValue() {
        try {
            parser.skipChildren();
        } catch (JacksonException fault) {
            throw fault(fault);
        }
    }

    /** Nothing but white space may follow the value. */
    void end() {
        try {
            if (parser.nextToken() != null) {
                throw fault("more text after the end of the JSON value");
            }
        } catch (JacksonException fault) {
            throw fault(fault);
        }
    }

    @Override
    public void close() {
        parser.close();
    }

    private void next() {
        try {
            JsonToken next = parser.nextToken();
            if (next == null) {
                throw new WireException(ENDS_EARLY, parser.currentLocation());
            }
            token = next;
        } catch (JacksonException fault) {
            throw fault(fault);
        }
    }

    private String string() {
        try {
            return parser.getString();
        } catch (JacksonException fault) {
            throw fault(fault);
        }
    }

    WireException fault(String reason) {
        return new WireException(reason, parser.currentTokenLocation());
    }

    private WireException fault(JacksonException fault) {
        TokenStreamLocation known = fault.getLocation();
        String reason = fault instanceof UnexpectedEndOfInputException ? ENDS_EARLY : fault.getOriginalMessage();
        return new WireException(reason, known == null ? parser.currentLocation() : known);
    }
}
