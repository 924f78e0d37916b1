package dev.drover.jobspec.decode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes a {@link Schema} down, a line a parameter. */
final class SchemaBuilder<B, T> {
    /** The finished lists of a schema. */
    record Parts<B, T>(
            Supplier<B> create,
            BiFunction<B, Scope, T> finish,
            Optional<LabelRule<B>> label,
            SequencedMap<String, Parameter<B, ?>> parameters,
            SequencedMap<String, MapRule<B, ?>> maps,
            SequencedMap<String, BlockRule<B, ?>> blocks) {}

    private final String name;
    private final Supplier<B> create;
    private final BiFunction<B, Scope, T> finish;
    private final SequencedMap<String, Parameter<B, ?>> parameters = new LinkedHashMap<>();
    private final SequencedMap<String, MapRule<B, ?>> maps = new LinkedHashMap<>();
    private final SequencedMap<String, BlockRule<B, ?>> blocks = new LinkedHashMap<>();
    private Optional<LabelRule<B>> label = Optional.empty();

    private SchemaBuilder(String name, Supplier<B> create, BiFunction<B, Scope, T> finish) {
        this.name = name;
        this.create = create;
        this.finish = finish;
    }

    static <B, T> SchemaBuilder<B, T> schema(String name, Supplier<B> create, Function<B, T> finish) {
        return new SchemaBuilder<>(name, create, (builder, scope) -> finish.apply(builder));
    }

    /** A schema whose last step may report faults of its own. */
    static <B, T> SchemaBuilder<B, T> checkedSchema(String name, Supplier<B> create, BiFunction<B, Scope, T> finish) {
        return new SchemaBuilder<>(name, create, finish);
    }

    SchemaBuilder<B, T> label(String meaning, BiConsumer<B, String> set) {
        label = Optional.of(new LabelRule<>(meaning, true, set));
        return this;
    }

    SchemaBuilder<B, T> optionalLabel(String meaning, BiConsumer<B, String> set) {
        label = Optional.of(new LabelRule<>(meaning, false, set));
        return this;
    }

    <V> SchemaBuilder<B, T> optional(String parameter, ParameterType<V> type, BiConsumer<B, V> set) {
        parameters.put(parameter, new Parameter<>(type, set, false, ""));
        return this;
    }

    <V> SchemaBuilder<B, T> required(String parameter, ParameterType<V> type, BiConsumer<B, V> set) {
        parameters.put(parameter, new Parameter<>(type, set, true, ""));
        return this;
    }

    /** A parameter that is still read; {@code instead} says in a sentence what to write today. */
    <V> SchemaBuilder<B, T> old(String parameter, ParameterType<V> type, String instead, BiConsumer<B, V> set) {
        parameters.put(parameter, new Parameter<>(type, set, false, instead));
        return this;
    }

    /** A map with free keys, which may be written as block or attribute. */
    <V> SchemaBuilder<B, T> map(String map, MapType<V> type, BiConsumer<B, Map<String, V>> set) {
        maps.put(map, new MapRule<>(type, set, false));
        return this;
    }

    /** A map that ought to be a block; the attribute form is read with a warning. */
    <V> SchemaBuilder<B, T> mapBlock(String map, MapType<V> type, BiConsumer<B, Map<String, V>> set) {
        maps.put(map, new MapRule<>(type, set, true));
        return this;
    }

    /** A block that may stand there once. */
    <V> SchemaBuilder<B, T> one(Schema<?, V> schema, BiConsumer<B, V> set) {
        return add(
                schema.name(),
                new BlockRule<>(schema, (builder, values) -> set.accept(builder, values.getFirst()), false, false));
    }

    /** A block that must stand there once. */
    <V> SchemaBuilder<B, T> exactlyOne(Schema<?, V> schema, BiConsumer<B, V> set) {
        return add(
                schema.name(),
                new BlockRule<>(schema, (builder, values) -> set.accept(builder, values.getFirst()), false, true));
    }

    /** A block that may stand there any number of times. */
    <V> SchemaBuilder<B, T> many(Schema<?, V> schema, BiConsumer<B, List<V>> set) {
        return add(schema.name(), new BlockRule<>(schema, set, true, false));
    }

    /** A block that must stand there once or more often. */
    <V> SchemaBuilder<B, T> atLeastOne(Schema<?, V> schema, BiConsumer<B, List<V>> set) {
        return add(schema.name(), new BlockRule<>(schema, set, true, true));
    }

    private SchemaBuilder<B, T> add(String type, BlockRule<B, ?> rule) {
        blocks.put(type, rule);
        return this;
    }

    Schema<B, T> build() {
        return new Schema<>(name, new Parts<>(create, finish, label, parameters, maps, blocks));
    }
}
