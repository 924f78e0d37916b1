package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** One YAML document into values. Aliases are followed up to a limit, since a few of them can stand for gigabytes. */
final class YamlParser {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 100;

    private final Function<String, FunctionException> refuse;
    private int nodes;

    YamlParser(Function<String, FunctionException> refuse) {
        this.refuse = refuse;
    }

    Value parse(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel("yaml").build();
        try {
            return value(new Load(settings).loadFromString(yaml), 0);
        } catch (YamlEngineException fault) {
            String message =
                    String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
            throw refuse.apply("is not YAML: " + message);
        } catch (StackOverflowError fault) {
            throw refuse.apply("is nested too deeply");
        }
    }

    private Value value(@Nullable Object object, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw refuse.apply(
                    "holds more than " + MAX_NODES + " values or is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (object) {
            case null -> Value.Null.VALUE;
            case Boolean bool -> Value.of(bool.booleanValue());
            case Integer number -> Value.of(number.longValue());
            case Long number -> Value.of(number.longValue());
            case BigInteger number -> Value.of(new BigDecimal(number));
            case Double number -> number(number);
            case byte[] bytes -> Value.of(new String(bytes, StandardCharsets.UTF_8));
            case Iterable<?> items -> list(items, depth);
            case Map<?, ?> entries -> mapping(entries, depth);
            default -> Value.of(object.toString());
        };
    }

    private Value number(double number) {
        if (!Double.isFinite(number)) {
            throw refuse.apply("holds a number that is not finite");
        }
        return Value.of(BigDecimal.valueOf(number));
    }

    private Value list(Iterable<?> items, int depth) {
        List<Value> values = new ArrayList<>();
        for (Object item : items) {
            values.add(value(item, depth + 1));
        }
        return Value.of(values);
    }

    private Value mapping(Map<?, ?> entries, int depth) {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        entries.forEach((key, item) -> values.put(String.valueOf(key), value(item, depth + 1)));
        return Value.of(values);
    }
}
