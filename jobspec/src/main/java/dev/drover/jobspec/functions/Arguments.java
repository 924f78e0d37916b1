package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * The arguments of one call, asked for by position and type. Numbers and booleans turn into text, and text into numbers,
 * where the language would do it; everything else is refused with the parameter's name.
 */
final class Arguments {
    private final Signature signature;
    private final List<Value> values;

    Arguments(Signature signature, List<Value> values) {
        this.signature = signature;
        this.values = values;
    }

    int size() {
        return values.size();
    }

    boolean has(int index) {
        return index < values.size();
    }

    /** The argument as it is, null included. */
    Value any(int index) {
        return values.get(index);
    }

    /** The arguments from an index on, as they are. */
    List<Value> from(int index) {
        return index >= values.size() ? List.of() : values.subList(index, values.size());
    }

    String text(int index) {
        return Texts.of(present(index)).orElseThrow(() -> wrong(index, "a string"));
    }

    BigDecimal number(int index) {
        return Numbers.of(present(index)).orElseThrow(() -> wrong(index, "a number"));
    }

    /** A number without fraction that fits a Java int. */
    int whole(int index) {
        BigDecimal number = number(index);
        try {
            return number.intValueExact();
        } catch (ArithmeticException fault) {
            throw fault(index, "must be a whole number of moderate size, found " + Texts.ofNumber(number));
        }
    }

    List<Value> list(int index) {
        if (present(index) instanceof Value.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(index, "a list");
    }

    SequencedMap<String, Value> map(int index) {
        if (present(index) instanceof Value.Mapping mapping) {
            return mapping.entries();
        }
        throw wrong(index, "a map");
    }

    /** A list whose elements all have a text form. */
    List<String> texts(int index) {
        List<String> texts = new ArrayList<>();
        for (Value item : list(index)) {
            texts.add(Texts.of(item)
                    .orElseThrow(() ->
                            fault(index, "must be a list of strings, found an element of type " + item.typeName())));
        }
        return texts;
    }

    private Value present(int index) {
        Value value = values.get(index);
        if (value instanceof Value.Null) {
            throw fault(index, "must not be null");
        }
        return value;
    }

    private FunctionException wrong(int index, String expected) {
        return fault(
                index, "must be " + expected + ", found " + values.get(index).typeName());
    }

    /** A fault of one argument; {@code what} continues its name. */
    FunctionException fault(int index, String what) {
        return new FunctionException(
                index, "Argument \"" + signature.parameter(index) + "\" of " + signature.name() + " " + what + ".");
    }
}
