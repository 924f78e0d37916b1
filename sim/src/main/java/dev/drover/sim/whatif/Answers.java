package dev.drover.sim.whatif;

import dev.drover.model.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The answers, for people and for programs. */
final class Answers {
    private Answers() {}

    static String text(Optional<Fit> fit, Optional<Emptying> emptying, Optional<FewestNodes> nodes) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        fit.ifPresent(it -> fit(it, lines));
        emptying.ifPresent(it -> emptying(it, lines));
        nodes.ifPresent(it -> nodes(it, lines));
        return lines.toString();
    }

    private static void fit(Fit fit, StringJoiner lines) {
        lines.add("Job \"%s\" %s".formatted(fit.job(), fit.complete() ? "fits." : "does not fit."));
        fit.groups().forEach((name, group) -> {
            lines.add("  group \"%s\": %d of %d on %d nodes%s"
                    .formatted(
                            name,
                            group.placed(),
                            group.wanted(),
                            group.nodes(),
                            group.more() == 0 ? "" : "; %d more would fit%s".formatted(group.more(), bound(group))));
            group.refusals().forEach((reason, count) -> lines.add("    %s: %d nodes".formatted(reason, count)));
        });
    }

    private static String bound(Fit.Group group) {
        return group.more() >= Fit.MOST ? " at least" : "";
    }

    private static void emptying(Emptying emptying, StringJoiner lines) {
        lines.add("Draining %s moves %d allocations and ends %d of system jobs."
                .formatted(String.join(", ", emptying.nodes()), emptying.moved(), emptying.ended()));
        emptying.homeless().forEach((group, count) -> lines.add("  %s: no room for %d".formatted(group, count)));
    }

    private static void nodes(FewestNodes nodes, StringJoiner lines) {
        lines.add(
                "%d of %d nodes have work; ".formatted(nodes.used(), nodes.nodes())
                        + nodes.fewest()
                                .map(fewest -> fewest + " would carry it.")
                                .orElse(
                                        "placed anew it would not fit, since what was placed earlier is in places that it would not get again."));
    }

    static String json(Optional<Fit> fit, Optional<Emptying> emptying, Optional<FewestNodes> nodes) {
        Map<String, Object> answer = new LinkedHashMap<>();
        fit.ifPresent(it -> answer.put("job", job(it)));
        emptying.ifPresent(it -> answer.put(
                "drain",
                map("nodes", it.nodes(), "moved", it.moved(), "ended", it.ended(), "homeless", it.homeless())));
        nodes.ifPresent(it -> {
            Map<String, Object> few = map("ready", it.nodes(), "used", it.used());
            it.fewest().ifPresent(fewest -> few.put("fewest", fewest));
            answer.put("nodes", few);
        });
        return Json.writePretty(answer) + "\n";
    }

    private static Map<String, Object> job(Fit fit) {
        Map<String, Object> groups = new LinkedHashMap<>();
        fit.groups()
                .forEach((name, group) -> groups.put(
                        name,
                        map(
                                "wanted",
                                group.wanted(),
                                "placed",
                                group.placed(),
                                "nodes",
                                group.nodes(),
                                "more",
                                group.more(),
                                "refusals",
                                group.refusals())));
        return map("id", fit.job(), "fits", fit.complete(), "groups", groups);
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int place = 0; place < pairs.length; place += 2) {
            map.put((String) pairs[place], pairs[place + 1]);
        }
        return map;
    }
}
