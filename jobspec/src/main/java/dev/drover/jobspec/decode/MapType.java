package dev.drover.jobspec.decode;

import dev.drover.jobspec.value.Value;
import java.util.List;
import java.util.function.Function;

/**
 * The type of the values of a map with free keys.
 *
 * @param expected how messages name the type of a value
 * @param read throws {@link Mismatch}
 * @param nested whether blocks may stand inside; they become lists of maps
 */
record MapType<V>(String expected, Function<Value, V> read, boolean nested) {
    static final MapType<String> TEXTS = new MapType<>("a string", ParameterType::text, false);
    static final MapType<List<String>> TEXT_LISTS =
            new MapType<>("a list of strings", ParameterType.TEXTS.read(), false);
    static final MapType<Object> FREE_FORM = new MapType<>("a value", FreeForm::plain, true);
}
