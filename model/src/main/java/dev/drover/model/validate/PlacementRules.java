package dev.drover.model.validate;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.util.List;
import java.util.Set;

/** Constraints, affinities and spreads, wherever they stand. */
final class PlacementRules {
    private static final List<String> COMPARISONS = List.of(
            "=",
            "==",
            "is",
            "!=",
            "not",
            ">",
            ">=",
            "<",
            "<=",
            "regexp",
            "set_contains",
            "set_contains_all",
            "set_contains_any",
            "version",
            "semver");
    private static final Set<String> DISTINCT = Set.of("distinct_hosts", "distinct_property");
    private static final Set<String> PRESENCE = Set.of("is_set", "is_not_set");

    private PlacementRules() {}

    static void ofJob(Job job, Report report) {
        job.constraints().forEach(constraint -> check(constraint, true, report));
        affinities(job, job.affinities(), report);
        spreads(job, job.spreads(), report);
    }

    static void ofGroup(Job job, TaskGroup group, Report report) {
        group.constraints().forEach(constraint -> check(constraint, true, report));
        affinities(job, group.affinities(), report);
        spreads(job, group.spreads(), report);
    }

    static void ofTask(Job job, Task task, Report report) {
        task.constraints().forEach(constraint -> check(constraint, false, report));
        affinities(job, task.affinities(), report);
    }

    private static void check(Constraint constraint, boolean distinctAllowed, Report report) {
        Report block = report.in("constraint");
        String operand = constraint.operand();
        if (DISTINCT.contains(operand)) {
            block.faultIf(!distinctAllowed, operand + " cannot stand in a task", "move it to the group or job");
            distinct(constraint, block);
        } else if (PRESENCE.contains(operand)) {
            block.required("attribute", constraint.leftTarget());
            block.faultIf(!constraint.rightTarget().isEmpty(), operand + " takes no value", "remove the value");
        } else if (COMPARISONS.contains(operand)) {
            block.required("attribute", constraint.leftTarget());
            comparison(operand, constraint.rightTarget(), block);
        } else {
            block.fault("operator \"" + operand + "\" is not known", "use one of " + String.join(", ", COMPARISONS));
        }
    }

    private static void distinct(Constraint constraint, Report block) {
        String value = constraint.rightTarget();
        if (constraint.operand().equals("distinct_hosts")) {
            block.oneOf("distinct_hosts", value, List.of("true", "false"));
            return;
        }
        block.required("attribute", constraint.leftTarget());
        block.faultIf(
                !value.isEmpty() && !value.matches("0*[1-9][0-9]{0,8}"),
                "distinct_property has the value \"" + value + "\"",
                "write how many allocations may share a value of the attribute, at least 1");
    }

    private static void comparison(String operand, String value, Report block) {
        switch (operand) {
            case "regexp" ->
                Texts.regularExpressionFault(value)
                        .ifPresent(fault ->
                                block.fault("regular expression is wrong: " + fault, "RE2 syntax is expected"));
            case "version", "semver" ->
                block.faultIf(
                        !Texts.isVersionConstraint(value),
                        "\"" + value + "\" is not a version constraint",
                        "write something like \">= 1.2, < 2.0\"");
            case "set_contains", "set_contains_all", "set_contains_any" -> block.required("value", value);
            default -> {}
        }
    }

    private static void affinities(Job job, List<Affinity> affinities, Report report) {
        report.faultIf(
                !affinities.isEmpty() && JobValidator.runsEverywhere(job),
                job.type() + " jobs cannot have affinities, since they run on every node",
                "remove the affinity blocks");
        for (Affinity affinity : affinities) {
            Report block = report.in("affinity");
            block.required("attribute", affinity.leftTarget());
            if (COMPARISONS.contains(affinity.operand())) {
                comparison(affinity.operand(), affinity.rightTarget(), block);
            } else {
                block.oneOf("operator", affinity.operand(), COMPARISONS);
            }
            block.between("weight", affinity.weight(), -100, 100);
            block.faultIf(
                    Integer.valueOf(0).equals(affinity.weight()), "weight is 0", "use 1 to 100, or -1 to -100 against");
        }
    }

    private static void spreads(Job job, List<Spread> spreads, Report report) {
        report.faultIf(
                !spreads.isEmpty() && JobValidator.runsEverywhere(job),
                job.type() + " jobs cannot have spreads, since they run on every node",
                "remove the spread blocks");
        for (Spread spread : spreads) {
            Report block = report.in("spread", spread.attribute());
            block.required("attribute", spread.attribute());
            block.between("weight", spread.weight(), 0, 100);
            spread.spreadTarget().forEach(target -> block.between("percent", target.percent(), 0, 100));
            block.unique(
                    "target",
                    spread.spreadTarget().stream().map(SpreadTarget::value).toList());
            long sum = spread.spreadTarget().stream()
                    .mapToLong(SpreadTarget::percent)
                    .sum();
            block.faultIf(sum > 100, "percents of the targets add up to " + sum, "let them add up to 100 at most");
        }
    }
}
