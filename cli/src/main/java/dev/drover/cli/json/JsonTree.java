package dev.drover.cli.json;

import java.util.List;
import java.util.SortedMap;

/** JSON as it came: numbers keep their digits and nulls are kept, which the records of the model do not need but printing does. */
public sealed interface JsonTree {
    JsonTree NULL = new Literal("null");

    /** An object with its fields in alphabetical order. */
    record Fields(SortedMap<String, JsonTree> values) implements JsonTree {}

    record Items(List<JsonTree> values) implements JsonTree {}

    record Text(String value) implements JsonTree {}

    /** A number, true, false or null, as written. */
    record Literal(String value) implements JsonTree {}

    static JsonTree parse(String json) {
        return new JsonParser(json).parse();
    }
}
