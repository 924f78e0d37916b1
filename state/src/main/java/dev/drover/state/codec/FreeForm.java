package dev.drover.state.codec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whatever a user has written into a free-form field: text, boolean, number, list and map. */
final class FreeForm implements Form {
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 5;
    private static final int DECIMAL = 6;
    private static final int LIST = 7;
    private static final int MAP = 8;
    private static final int INTEGER = 9;

    private final ListForm list = new ListForm(this);
    private final MapForm map = new MapForm(this);

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        switch (value) {
            case null -> out.bytes.octet(NULL);
            case String text -> {
                out.bytes.octet(TEXT);
                out.text(text, base instanceof String before ? before : null);
            }
            case Boolean bool -> out.bytes.octet(bool ? TRUE : FALSE);
            case Integer number -> {
                out.bytes.octet(INTEGER);
                out.bytes.signed(number);
            }
            case Long number -> {
                out.bytes.octet(LONG);
                out.bytes.signed(number);
            }
            case Double number -> {
                out.bytes.octet(DOUBLE);
                out.fraction(number);
            }
            case BigDecimal number -> {
                out.bytes.octet(DECIMAL);
                out.text(number.toString(), null);
            }
            case List<?> values -> {
                out.bytes.octet(LIST);
                list.write(out, values, base instanceof List<?> before ? before : null);
            }
            case Map<?, ?> values -> {
                out.bytes.octet(MAP);
                map.write(out, values, base instanceof Map<?, ?> before ? before : null);
            }
            default -> throw new IllegalArgumentException("no form in bytes for a free-form " + value.getClass());
        }
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        int kind = in.bytes.octet();
        return switch (kind) {
            case NULL -> null;
            case TEXT -> in.text(base instanceof String before ? before : null);
            case FALSE -> false;
            case TRUE -> true;
            case INTEGER -> (int) in.bytes.signed();
            case LONG -> in.bytes.signed();
            case DOUBLE -> in.fraction();
            case DECIMAL -> new BigDecimal(Objects.requireNonNull(in.text(null)));
            case LIST -> list.read(in, base instanceof List<?> before ? before : null);
            case MAP -> map.read(in, base instanceof Map<?, ?> before ? before : null);
            default -> throw new UnknownCommandException("a free-form value of kind " + kind);
        };
    }
}
