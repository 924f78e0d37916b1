package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.service.Service;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest results of the checks of an allocation's services. */
final class ServiceChecks {
    private ServiceChecks() {}

    static Optional<Table> table(Context context, Allocation alloc) {
        List<Map<?, ?>> results = hasChecks(alloc) ? results(context, alloc) : List.of();
        if (results.isEmpty()) {
            return Optional.empty();
        }
        Table table = Table.withHeader("Service", "Task", "Name", "Mode", "Status");
        results.forEach(result -> table.row(
                field(result, "Service"),
                task(result),
                field(result, "Check"),
                field(result, "Mode"),
                field(result, "Status")));
        return Optional.of(table);
    }

    /** Sorted by service and check; none when the node cannot be asked. */
    private static List<Map<?, ?>> results(Context context, Allocation alloc) {
        try {
            return sorted(context.client()
                    .allocations()
                    .checks(alloc.id(), Query.NONE)
                    .value());
        } catch (DroverException fault) {
            return List.of();
        }
    }

    static List<Map<?, ?>> sorted(Map<String, Object> byId) {
        return byId.values().stream()
                .<Map<?, ?>>mapMulti((value, sink) -> {
                    if (value instanceof Map<?, ?> result) {
                        sink.accept(result);
                    }
                })
                .sorted(Comparator.comparing(result -> field(result, "Service") + " " + field(result, "Check")))
                .toList();
    }

    static String field(Map<?, ?> result, String name) {
        Object value = result.get(name);
        return value == null ? "" : value.toString();
    }

    static String task(Map<?, ?> result) {
        String task = field(result, "Task");
        return task.isEmpty() ? "(group)" : task;
    }

    private static boolean hasChecks(Allocation alloc) {
        Job job = alloc.job();
        if (job == null) {
            return false;
        }
        return job.taskGroups().stream()
                .filter(group -> group.name().equals(alloc.taskGroup()))
                .flatMap(ServiceChecks::services)
                .anyMatch(service ->
                        service.provider().equals("nomad") && !service.checks().isEmpty());
    }

    private static Stream<Service> services(TaskGroup group) {
        return Stream.concat(
                group.services().stream(), group.tasks().stream().flatMap(task -> task.services().stream()));
    }
}
