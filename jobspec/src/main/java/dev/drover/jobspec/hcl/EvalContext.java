package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Function;
import dev.drover.jobspec.value.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at one place: root names such as {@code var}, {@code local} or the iterator of a loop, and functions. Contexts
 * form a chain from the innermost scope outwards and are never changed.
 */
public final class EvalContext {
    private final Map<String, Value> variables;
    private final Map<String, Function> functions;
    private final Map<String, GrowingRoot> growing;
    private final Map<String, Set<String>> faulty;
    private final @Nullable EvalContext outer;
    private final boolean insideTemplate;

    private EvalContext(
            Map<String, Value> variables,
            Map<String, Function> functions,
            Map<String, GrowingRoot> growing,
            Map<String, Set<String>> faulty,
            @Nullable EvalContext outer,
            boolean insideTemplate) {
        this.variables = variables;
        this.functions = functions;
        this.growing = growing;
        this.faulty = faulty;
        this.outer = outer;
        this.insideTemplate = insideTemplate;
    }

    /** An outermost scope. */
    public static EvalContext of(Map<String, Value> variables, Map<String, Function> functions) {
        return new EvalContext(Map.copyOf(variables), functions, Map.of(), Map.of(), null, false);
    }

    /**
     * An outermost scope in which some attributes of roots have no value since their own faults are reported already; using
     * them gives no further message.
     */
    EvalContext withFaulty(Map<String, Set<String>> names) {
        return new EvalContext(variables, functions, growing, names, outer, insideTemplate);
    }

    /** The same with the names of one more root; the set may still grow. */
    EvalContext withMoreFaulty(String root, Set<String> names) {
        Map<String, Set<String>> more = new HashMap<>(faulty);
        more.put(root, names);
        return withFaulty(more);
    }

    /** A root whose attributes come one by one, such as {@code local} while the locals are being evaluated. */
    record GrowingRoot(SequencedMap<String, Value> values, Set<String> declared) {}

    /** An outermost scope with a root that is still growing, so that adding to it costs no copy of it. */
    EvalContext withGrowing(String name, GrowingRoot root) {
        return new EvalContext(variables, functions, Map.of(name, root), faulty, outer, insideTemplate);
    }

    /** The growing root of that name, unless an inner scope hides it. */
    Optional<GrowingRoot> growing(String name) {
        return ownVariable(name).isPresent() ? Optional.empty() : Optional.ofNullable(growing.get(name));
    }

    /** True when the root name means something. */
    boolean knows(String name) {
        return growing.containsKey(name) || ownVariable(name).isPresent();
    }

    /** A scope in which more names are known. */
    public EvalContext child(Map<String, Value> more) {
        return new EvalContext(more, functions, growing, faulty, this, insideTemplate);
    }

    /** The same scope for what stands in a string, where unknown roots are left to the running task. */
    EvalContext insideTemplate() {
        return insideTemplate ? this : new EvalContext(Map.of(), functions, growing, faulty, this, true);
    }

    boolean isInsideTemplate() {
        return insideTemplate;
    }

    /** The value of a root name. */
    public Optional<Value> variable(String name) {
        return ownVariable(name).or(() -> Optional.ofNullable(growing.get(name)).map(root -> Value.of(root.values())));
    }

    private Optional<Value> ownVariable(String name) {
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
        names.addAll(growing.keySet());
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
