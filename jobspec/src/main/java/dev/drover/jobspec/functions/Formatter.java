package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.List;

/**
 * One run over a format text. A verb is {@code %}, then any of the flags {@code # 0 - + blank}, a width, a {@code .} with a precision, a
 * position such as {@code [2]}, and a letter: {@code v t b d o x X e E f g G s q}.
 */
final class Formatter {
    private static final String VERBS = "vtbdoxXeEfgGsq";
    private static final int MAX_WIDTH = 10_000;

    private final Arguments arguments;
    private final String spec;
    private final List<Value> values;
    private final StringBuilder result = new StringBuilder();
    private int index;
    private int next;
    private boolean positioned;

    Formatter(Arguments arguments, String spec, List<Value> values) {
        this.arguments = arguments;
        this.spec = spec;
        this.values = values;
    }

    /** The parts of a verb. {@code width} and {@code precision} are -1 when not given. */
    record Verb(char letter, String flags, int width, int precision, String text) {
        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    String format() {
        while (index < spec.length()) {
            int percent = spec.indexOf('%', index);
            if (percent < 0) {
                result.append(spec, index, spec.length());
                index = spec.length();
                break;
            }
            result.append(spec, index, percent);
            index = percent + 1;
            if (index < spec.length() && spec.charAt(index) == '%') {
                result.append('%');
                index++;
            } else {
                verb(percent);
            }
            if (result.length() > StringFunctions.MAX_LENGTH) {
                throw arguments.fault(0, "makes a text longer than " + StringFunctions.MAX_LENGTH + " characters");
            }
        }
        if (!positioned && next < values.size()) {
            throw new FunctionException(
                    next + 1, "Too many arguments: the format uses " + next + ", " + values.size() + " were given.");
        }
        return result.toString();
    }

    private void verb(int percent) {
        int start = index;
        while (index < spec.length() && "#0-+ ".indexOf(spec.charAt(index)) >= 0) {
            index++;
        }
        String flags = spec.substring(start, index);
        int width = digits();
        int precision = -1;
        if (at('.')) {
            index++;
            precision = Math.max(0, digits());
        }
        if (at('[')) {
            index++;
            next = digits() - 1;
            positioned = true;
            if (!at(']') || next < 0) {
                throw arguments.fault(0, "has an unfinished argument position; write it as %[1]s");
            }
            index++;
        }
        if (index >= spec.length() || VERBS.indexOf(spec.charAt(index)) < 0) {
            String found = index >= spec.length()
                    ? "nothing"
                    : "'" + spec.substring(index, spec.offsetByCodePoints(index, 1)) + "'";
            throw arguments.fault(
                    0, "has a % followed by " + found + ", which is no verb; write %% for a percent sign");
        }
        index++;
        Verb verb = new Verb(spec.charAt(index - 1), flags, width, precision, spec.substring(percent, index));
        if (next >= values.size()) {
            throw arguments.fault(
                    0,
                    "has " + verb.text() + " at position " + percent + ", for which there is no argument; "
                            + values.size() + " were given");
        }
        Value value = values.get(next++);
        String written = write(verb, value);
        pad(verb, value, written);
    }

    private boolean at(char character) {
        return index < spec.length() && spec.charAt(index) == character;
    }

    private int digits() {
        int start = index;
        while (index < spec.length() && spec.charAt(index) >= '0' && spec.charAt(index) <= '9') {
            index++;
        }
        if (start == index) {
            return -1;
        }
        int number = index - start > 6 ? Integer.MAX_VALUE : Integer.parseInt(spec.substring(start, index));
        if (number > MAX_WIDTH) {
            throw arguments.fault(0, "asks for a width, precision or position above " + MAX_WIDTH);
        }
        return number;
    }

    private void pad(Verb verb, Value value, String written) {
        int missing = verb.width() - Texts.characters(written).size();
        if (missing <= 0) {
            result.append(written);
        } else if (verb.has('-')) {
            result.append(written).append(" ".repeat(missing));
        } else if (verb.has('0') && value instanceof Value.Num) {
            int sign = written.startsWith("-") || written.startsWith("+") || written.startsWith(" ") ? 1 : 0;
            result.append(written, 0, sign).append("0".repeat(missing)).append(written, sign, written.length());
        } else {
            result.append(" ".repeat(missing));
            result.append(written);
        }
    }

    private String write(Verb verb, Value value) {
        return switch (verb.letter()) {
            case 'v' -> verb.has('#') ? JsonText.encode(value) : plain(verb, value);
            case 't' -> truth(verb, value);
            case 's' -> cut(verb, text(verb, value));
            case 'q' -> JsonText.quote(cut(verb, text(verb, value)));
            default -> NumberFormat.write(verb, number(verb, value), this::refuse);
        };
    }

    private String plain(Verb verb, Value value) {
        return switch (value) {
            case Value.Num number -> NumberFormat.general(verb, number.value());
            case Value.Text text -> cut(verb, text.value());
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Null n -> "null";
            case Value.Sequence sequence -> JsonText.encode(sequence);
            case Value.Mapping mapping -> JsonText.encode(mapping);
        };
    }

    private String truth(Verb verb, Value value) {
        boolean usable =
                value instanceof Value.Bool || value.equals(Value.of("true")) || value.equals(Value.of("false"));
        if (!usable) {
            throw refuse(verb, "needs a bool, found " + value.typeName());
        }
        return Texts.of(value).orElseThrow();
    }

    private String text(Verb verb, Value value) {
        return Texts.of(value).orElseThrow(() -> refuse(verb, "needs a string, found " + value.typeName()));
    }

    private BigDecimal number(Verb verb, Value value) {
        return Numbers.of(value).orElseThrow(() -> refuse(verb, "needs a number, found " + value.typeName()));
    }

    private FunctionException refuse(Verb verb, String why) {
        return new FunctionException(next, "The verb " + verb.text() + " " + why + ".");
    }

    private static String cut(Verb verb, String text) {
        List<String> characters = verb.precision() < 0 ? List.of() : Texts.characters(text);
        return characters.size() > verb.precision() && verb.precision() >= 0
                ? String.join("", characters.subList(0, verb.precision()))
                : text;
    }
}
