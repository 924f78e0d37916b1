package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Function;
import dev.drover.jobspec.value.Value;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at one place: root names such as {@code var}, {@code local} or the iterator of a loop, and functions. Contexts
 * form a chain from the innermost scope outwards and are never changed.
 */
public final class EvalContext {
    private final Map<String, Value> variables;
    private final Map<String, Function> functions;
    private final Map<String, Set<String>> faulty;
    private final @Nullable EvalContext outer;
    private final boolean insideTemplate;

    private EvalContext(
            Map<String, Value> variables,
            Map<String, Function> functions,
            Map<String, Set<String>> faulty,
            @Nullable EvalContext outer,
            boolean insideTemplate) {
        this.variables = variables;
        this.functions = functions;
        this.faulty = faulty;
        this.outer = outer;
        this.insideTemplate = insideTemplate;
    }

    /** An outermost scope. */
    public static EvalContext of(Map<String, Value> variables, Map<String, Function> functions) {
        return new EvalContext(Map.copyOf(variables), functions, Map.of(), null, false);
    }

    /**
     * An outermost scope in which some attributes of roots have no value since their own faults are reported already; using
     * them gives no further message.
     */
    EvalContext withFaulty(Map<String, Set<String>> names) {
        return new EvalContext(variables, functions, names, outer, insideTemplate);
    }

    /** A scope in which more names are known. */
    public EvalContext child(Map<String, Value> more) {
        return new EvalContext(more, functions, faulty, this, insideTemplate);
    }

    /** The same scope for what stands in a string, where unknown roots are left to the running task. */
    EvalContext insideTemplate() {
        return insideTemplate ? this : new EvalContext(Map.of(), functions, faulty, this, true);
    }

    boolean isInsideTemplate() {
        return insideTemplate;
    }

    /** The value of a root name. */
    public Optional<Value> variable(String name) {
        for (EvalContext scope = this; scope != null; scope = scope.outer) {
            Value value = scope.variables.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** All root names, the innermost first. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (EvalContext scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.variables.keySet());
        }
        return names;
    }

    /** The functions that can be called. */
    public Map<String, Function> functions() {
        return functions;
    }

    boolean isFaulty(String root, String attribute) {
        return faulty.getOrDefault(root, Set.of()).contains(attribute);
    }
}
