package dev.drover.model.validate;

import dev.drover.model.job.Job;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.model.job.PeriodicConfig;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks a canonical job and reports everything at once, so that a user mends a job file in one go. Whether namespaces,
 * volumes or drivers exist is for servers to say; the field count of a cron expression is checked here, its meaning
 * where jobs are launched.
 */
public final class JobValidator {
    private static final Set<String> TYPES = Set.of("service", "batch", "system", "sysbatch");
    private static final int MAX_DESCRIPTION = 1000;

    private final Job job;
    private final JobLimits limits;
    private final Report report = Report.start();

    private JobValidator(Job job, JobLimits limits) {
        this.job = job;
        this.limits = limits;
    }

    /** As {@link #validate(Job, JobLimits)} in a cluster without configuration. */
    public static Validation validate(Job canonical) {
        return validate(canonical, JobLimits.STANDARD);
    }

    public static Validation validate(Job canonical, JobLimits limits) {
        JobValidator validator = new JobValidator(canonical, limits);
        validator.check();
        return new Validation(validator.report.faults(), validator.report.warnings());
    }

    static boolean runsEverywhere(Job job) {
        return job.type().equals("system") || job.type().equals("sysbatch");
    }

    static boolean endsByItself(Job job) {
        return job.type().equals("batch") || job.type().equals("sysbatch");
    }

    private void check() {
        names();
        report.oneOf("type", job.type(), List.of("service", "batch", "system", "sysbatch"));
        report.between("priority", job.priority(), 1, limits.maxPriority());
        report.faultIf(job.datacenters().isEmpty(), "missing datacenters", "set datacenters = [\"*\"]");
        report.faultIf(
                job.datacenters().stream().anyMatch(String::isBlank),
                "datacenters has an empty name",
                "remove it or write \"*\"");
        report.faultIf(
                job.nodePool().contains("*"), "node_pool \"" + job.nodePool() + "\" has a wildcard", "name one pool");
        PlacementRules.ofJob(job, report);
        groups();
        periodic();
        parameterized();
        ui();
    }

    private void names() {
        report.required("ID", job.id());
        report.faultIf(
                job.id().contains(" ") || job.id().indexOf('\0') >= 0,
                "ID \"" + job.id() + "\" contains a space or NUL",
                "use dashes instead");
        report.faultIf(job.name().indexOf('\0') >= 0, "name contains a NUL character", "remove it");
    }

    private void groups() {
        report.faultIf(job.taskGroups().isEmpty(), "missing task groups", "add a group with a task");
        report.unique("group", job.taskGroups().stream().map(TaskGroup::name).toList());
        long count = job.taskGroups().stream()
                .mapToLong(group -> group.count() == null ? 0 : group.count())
                .sum();
        report.faultIf(
                job.taskGroups().size() > JobLimits.MAX_GROUPS,
                "has " + job.taskGroups().size() + " groups, more than the limit of " + JobLimits.MAX_GROUPS,
                "split it into several jobs");
        report.faultIf(
                count > limits.maxCount(),
                "asks for " + count + " allocations, more than the limit of " + limits.maxCount(),
                "lower the counts or raise job_max_count of the servers");
        job.taskGroups().forEach(group -> GroupRules.check(job, group, report));
    }

    private void periodic() {
        PeriodicConfig periodic = job.periodic();
        if (periodic == null) {
            return;
        }
        Report block = report.in("periodic");
        block.faultIf(
                TYPES.contains(job.type()) && !endsByItself(job),
                "job type \"" + job.type() + "\" cannot be periodic",
                "use type \"batch\" or \"sysbatch\"");
        block.faultIf(
                periodic.spec().isEmpty() && periodic.specs().isEmpty(),
                "missing cron expression",
                "set crons = [\"0 * * * *\"]");
        block.faultIf(
                !periodic.spec().isEmpty() && !periodic.specs().isEmpty(),
                "cron and crons exclude each other",
                "keep crons");
        Stream.concat(Stream.of(periodic.spec()), periodic.specs().stream())
                .filter(spec -> !spec.isEmpty())
                .forEach(spec -> cron(spec, periodic.specType(), block));
        try {
            ZoneId.of(periodic.timeZone());
        } catch (DateTimeException fault) {
            block.fault("time_zone \"" + periodic.timeZone() + "\" is not known", "use a name such as Europe/Berlin");
        }
    }

    private static void cron(String spec, String specType, Report block) {
        int fields = spec.strip().split("\\s+").length;
        boolean macro = spec.startsWith("@");
        block.faultIf(
                specType.equals("cron") && !macro && (fields < 5 || fields > 7),
                "cron expression \"" + spec + "\" has " + fields + " fields",
                "write minute, hour, day, month and weekday, such as \"*/15 * * * *\"");
    }

    private void parameterized() {
        ParameterizedJobConfig config = job.parameterizedJob();
        if (config == null) {
            List<Task> waiting = job.taskGroups().stream()
                    .flatMap(group -> group.tasks().stream())
                    .filter(task -> task.dispatchPayload() != null)
                    .toList();
            report.faultIf(
                    !waiting.isEmpty(), "dispatch_payload needs a parameterized job", "add a parameterized block");
            return;
        }
        Report block = report.in("parameterized");
        block.faultIf(
                TYPES.contains(job.type()) && !endsByItself(job),
                "job type \"" + job.type() + "\" cannot be parameterized",
                "use type \"batch\" or \"sysbatch\"");
        block.faultIf(
                job.periodic() != null, "a job cannot be both periodic and parameterized", "remove one of the blocks");
        block.oneOf("payload", config.payload(), List.of("optional", "required", "forbidden"));
        block.unique("meta_required key", config.metaRequired());
        block.unique("meta_optional key", config.metaOptional());
        Set<String> both = new HashSet<>(config.metaRequired());
        both.retainAll(config.metaOptional());
        block.faultIf(
                !both.isEmpty(), "keys are both required and optional: " + String.join(", ", both), "keep them once");
    }

    private void ui() {
        if (job.ui() == null) {
            return;
        }
        Report block = report.in("ui");
        block.faultIf(
                job.ui().description().length() > MAX_DESCRIPTION,
                "description is longer than " + MAX_DESCRIPTION + " characters",
                "shorten it");
        job.ui().links().forEach(link -> {
            Report one = block.in("link", link.label());
            one.required("label", link.label());
            one.faultIf(
                    !link.url().startsWith("http://") && !link.url().startsWith("https://"),
                    "url \"" + link.url() + "\" is no web address",
                    "start it with https://");
        });
    }
}
