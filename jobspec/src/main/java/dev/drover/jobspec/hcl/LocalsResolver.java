package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Evaluates the {@code locals} blocks, each local after those that it uses. The order is found beforehand from the references in the
 * expressions, so that long chains need no deep recursion and cycles are seen before they spin.
 */
final class LocalsResolver {
    private final Evaluator evaluator;
    private final Diagnostics diagnostics;
    private final SequencedMap<String, Body.Attribute> declared = new LinkedHashMap<>();
    private final SequencedMap<String, Value> values = new LinkedHashMap<>();
    private final Set<String> faulty = new HashSet<>();

    LocalsResolver(Evaluator evaluator, Diagnostics diagnostics) {
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
    }

    ResolvedNames resolve(Body body, EvalContext variables) {
        collect(body);
        Map<String, Set<String>> uses = uses();
        List<String> order = order(uses);
        reportCycle(order, uses);
        evaluate(order, variables);
        SequencedMap<String, Value> inSourceOrder = new LinkedHashMap<>();
        for (String name : declared.keySet()) {
            Value value = values.get(name);
            if (value != null) {
                inSourceOrder.put(name, value);
            }
        }
        return new ResolvedNames(inSourceOrder, faulty);
    }

    private void collect(Body body) {
        for (Body.Block block : body.blocks()) {
            if (!block.type().equals("locals")) {
                continue;
            }
            if (!block.labels().isEmpty()) {
                diagnostics.error("Unexpected label", "A locals block has no labels.", block.headRange());
            }
            for (Body.Block inner : block.body().blocks()) {
                diagnostics.error("Unexpected block", "A locals block holds only name = value.", inner.headRange());
            }
            for (Body.Attribute attribute : block.body().attributes()) {
                Body.Attribute before = declared.putIfAbsent(attribute.name(), attribute);
                if (before != null) {
                    diagnostics.error(
                            "Duplicate local",
                            "The local \"" + attribute.name() + "\" is set already at "
                                    + before.nameRange().location() + ".",
                            attribute.nameRange());
                }
            }
        }
    }

    private Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new HashMap<>();
        declared.forEach((name, attribute) -> {
            Set<String> used = new HashSet<>();
            boolean all = References.collect(attribute.expression(), "local", used);
            used.retainAll(declared.keySet());
            if (all) {
                used.addAll(declared.keySet());
                used.remove(name);
            }
            uses.put(name, used);
        });
        return uses;
    }

    /** Names so that each comes after those it uses; those on cycles, or behind them, are missing. */
    private List<String> order(Map<String, Set<String>> uses) {
        Map<String, List<String>> usedBy = new HashMap<>();
        Map<String, Integer> waiting = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (String name : declared.keySet()) {
            Set<String> used = uses.getOrDefault(name, Set.of());
            waiting.put(name, used.size());
            used.forEach(other ->
                    usedBy.computeIfAbsent(other, absent -> new ArrayList<>()).add(name));
            if (used.isEmpty()) {
                ready.add(name);
            }
        }
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.remove();
            order.add(name);
            for (String user : usedBy.getOrDefault(name, List.of())) {
                if (waiting.merge(user, -1, Integer::sum) == 0) {
                    ready.add(user);
                }
            }
        }
        return order;
    }

    private void reportCycle(List<String> order, Map<String, Set<String>> uses) {
        Set<String> stuck = new HashSet<>(declared.keySet());
        order.forEach(stuck::remove);
        faulty.addAll(stuck);
        if (stuck.isEmpty()) {
            return;
        }
        String name =
                declared.keySet().stream().filter(stuck::contains).findFirst().orElseThrow();
        List<String> path = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        while (places.putIfAbsent(name, path.size()) == null) {
            path.add(name);
            name = uses.getOrDefault(name, Set.of()).stream()
                    .filter(stuck::contains)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> cycle = new ArrayList<>(path.subList(places.getOrDefault(name, 0), path.size()));
        cycle.add(name);
        Body.Attribute first = declared.getOrDefault(name, declared.firstEntry().getValue());
        diagnostics.error(
                "Locals in a circle",
                "Each of these needs the next: local."
                        + String.join(" -> local.", cycle.subList(0, Math.min(cycle.size(), 10))) + ".",
                first.nameRange());
    }

    private void evaluate(List<String> order, EvalContext variables) {
        EvalContext context =
                variables.withGrowing("local", new EvalContext.GrowingRoot(values, declared.sequencedKeySet()));
        EvalContext withFaults = context.withMoreFaulty("local", faulty);
        for (String name : order) {
            Body.Attribute attribute = declared.get(name);
            if (attribute == null) {
                continue;
            }
            FaultCollector faults = new FaultCollector();
            faults.collect(() -> values.put(name, evaluator.evaluate(attribute.expression(), withFaults)));
            if (faults.failed()) {
                faulty.add(name);
                diagnostics.addAll(faults.diagnostics());
            }
        }
    }
}
