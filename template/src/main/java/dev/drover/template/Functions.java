package dev.drover.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Functions by name with the number of arguments that each takes. */
public final class Functions {
    /** As many arguments as one likes. */
    public static final int ANY = Integer.MAX_VALUE;

    private record Definition(int least, int most, Function function) {}

    private final Map<String, Definition> definitions;

    private Functions(Map<String, Definition> definitions) {
        this.definitions = definitions;
    }

    public static Builder builder() {
        return new Builder();
    }

    public boolean contains(String name) {
        return definitions.containsKey(name);
    }

    /** The function, which checks how many arguments it gets; empty when there is none of that name. */
    public Optional<Function> find(String name) {
        return Optional.ofNullable(definitions.get(name)).map(definition -> call -> {
            int given = call.arguments().size();
            if (given < definition.least || given > definition.most) {
                throw new FunctionException("takes " + wanted(definition) + ", but got " + given);
            }
            return definition.function.call(call);
        });
    }

    private static String wanted(Definition definition) {
        String least = Integer.toString(definition.least);
        if (definition.most == ANY) {
            return "at least " + least + (definition.least == 1 ? " argument" : " arguments");
        }
        String most = definition.most == definition.least ? least : least + " to " + definition.most;
        return most + (definition.most == 1 ? " argument" : " arguments");
    }

    /** Collects functions. Of two with one name the later counts. */
    public static final class Builder {
        private final Map<String, Definition> definitions = new HashMap<>();

        /** A function that takes an exact number of arguments. */
        public Builder add(String name, int arguments, Function function) {
            return add(name, arguments, arguments, function);
        }

        public Builder add(String name, int least, int most, Function function) {
            definitions.put(name, new Definition(least, most, function));
            return this;
        }

        /** Functions that exist but say why they are not served. */
        public Builder refuse(String name, String reason) {
            return add(name, 0, ANY, call -> {
                throw new FunctionException(reason);
            });
        }

        public Builder addAll(Functions other) {
            definitions.putAll(other.definitions);
            return this;
        }

        /** Takes all functions of others, each with a prefix before its name. */
        public Builder addAll(String prefix, Functions other) {
            other.definitions.forEach((name, definition) -> definitions.put(prefix + name, definition));
            return this;
        }

        public Functions build() {
            return new Functions(Map.copyOf(definitions));
        }
    }
}
