package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Sizes;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.api.AllocResourceUsage;
import dev.drover.model.api.CpuStats;
import dev.drover.model.api.MemoryStats;
import dev.drover.model.api.ResourceUsage;
import dev.drover.model.api.TaskResourceUsage;
import dev.drover.model.job.TaskLifecycle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks of an allocation: their state, what they use, and what happened to them. */
public final class TaskReport {
    /** Older events are shown on request. */
    private static final int EVENTS_SHOWN = 10;

    private final Context context;
    private final Allocation alloc;
    private final boolean verbose;

    TaskReport(Context context, Allocation alloc, boolean verbose) {
        this.context = context;
        this.alloc = alloc;
        this.verbose = verbose;
    }

    /** One line a task. */
    void brief() {
        Table table = Table.withHeader("Name", "State", "Last Event", "Time", "Lifecycle");
        tasks().forEach(entry -> {
            List<TaskEvent> events = entry.getValue().events();
            TaskEvent last = events.isEmpty() ? null : events.getLast();
            table.row(
                    entry.getKey(),
                    entry.getValue().state().wireName(),
                    last == null ? Table.NONE : last.type(),
                    last == null ? Table.NONE : context.times().at(last.time()),
                    lifecycle(entry.getKey()).orElse("main"));
        });
        context.section("Tasks", table);
    }

    void full(Optional<AllocResourceUsage> usage, boolean stats) {
        tasks().forEach(entry -> {
            String lifecycle =
                    lifecycle(entry.getKey()).map(text -> " (" + text + ")").orElse("");
            context.print("\n"
                    + context.bold("Task \"" + entry.getKey() + "\"" + lifecycle + " is \""
                            + entry.getValue().state().wireName() + "\""));
            Optional<ResourceUsage> used =
                    usage.map(all -> all.tasks().get(entry.getKey())).map(TaskResourceUsage::resourceUsage);
            context.print("Task Resources:");
            context.print(resources(entry.getKey(), used));
            context.print("");
            if (stats) {
                used.ifPresent(this::showStats);
            }
            context.print("Task Events:");
            context.print(times(entry.getValue()));
            context.print("\nRecent Events:");
            context.print(events(entry.getValue()));
        });
    }

    /** In the order of their lives: prestart first, poststop last. */
    private Stream<Map.Entry<String, TaskState>> tasks() {
        Map<String, TaskState> sorted = new TreeMap<>(alloc.taskStates());
        return sorted.entrySet().stream()
                .sorted((left, right) -> Integer.compare(rank(left.getKey()), rank(right.getKey())));
    }

    private int rank(String task) {
        String text = lifecycle(task).orElse("main");
        return text.startsWith("prestart") ? 0 : text.equals("main") ? 1 : text.startsWith("poststart") ? 2 : 3;
    }

    private Optional<String> lifecycle(String task) {
        AllocatedResources resources = alloc.allocatedResources();
        TaskLifecycle lifecycle =
                resources == null ? null : resources.taskLifecycles().get(task);
        return lifecycle == null || lifecycle.hook().isEmpty()
                ? Optional.empty()
                : Optional.of(lifecycle.hook() + (lifecycle.sidecar() ? " sidecar" : ""));
    }

    private Table resources(String task, Optional<ResourceUsage> used) {
        AllocatedResources all = alloc.allocatedResources();
        AllocatedTaskResources own = all == null ? null : all.tasks().get(task);
        long cpu = own == null || own.cpu() == null ? 0 : own.cpu().cpuShares();
        long memory = own == null || own.memory() == null ? 0 : own.memory().memoryMb();
        long memoryMax = own == null || own.memory() == null ? 0 : own.memory().memoryMaxMb();
        String ticks = used.map(ResourceUsage::cpuStats)
                .map(stats -> Math.round(stats.totalTicks()) + "/")
                .orElse(isRunningSomewhere() ? "0/" : "");
        String held = used.map(ResourceUsage::memoryStats)
                .map(stats -> Sizes.bytes(held(stats)) + "/")
                .orElse(isRunningSomewhere() ? "0 B/" : "");
        long disk =
                AllocFacts.shared(alloc).map(AllocatedSharedResources::diskMb).orElse(0L);
        Table table = Table.withHeader("CPU", "Memory", "Disk", "Addresses")
                .row(ticks + cpu + " MHz", held + Sizes.mebibytes(memory), Sizes.mebibytes(disk), address(own));
        if (memoryMax > 0 && memoryMax != memory) {
            table.row("", "Max: " + Sizes.mebibytes(memoryMax), "", "");
        }
        return table;
    }

    /** The first address of a task that asked for ports itself, an old form. */
    private static String address(@Nullable AllocatedTaskResources own) {
        if (own == null) {
            return "";
        }
        return own.networks().stream()
                .flatMap(network -> Stream.concat(network.dynamicPorts().stream(), network.reservedPorts().stream())
                        .map(port -> port.label() + ": " + network.ip() + ":" + port.value()))
                .findFirst()
                .orElse("");
    }

    private boolean isRunningSomewhere() {
        return !alloc.nodeId().isEmpty();
    }

    /** Resident memory is what people compare with a limit; where it is not measured, all memory charged to the task. */
    public static long held(MemoryStats stats) {
        return stats.rss() == 0 && !stats.measured().contains("RSS") ? stats.usage() : stats.rss();
    }

    private void showStats(ResourceUsage used) {
        MemoryStats memory = used.memoryStats();
        if (memory != null) {
            context.print(context.bold("Memory Stats"));
            context.print(Table.withHeader("RSS", "Swap").row(Sizes.bytes(memory.rss()), Sizes.bytes(memory.swap())));
            context.print("");
        }
        CpuStats cpu = used.cpuStats();
        if (cpu != null) {
            context.print(context.bold("CPU Stats"));
            context.print(Table.withHeader("Percent", "System Mode", "User Mode")
                    .row(percent(cpu.percent()), percent(cpu.systemMode()), percent(cpu.userMode())));
            context.print("");
        }
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }

    private Facts times(TaskState state) {
        return new Facts()
                .add("Started At", context.times().ifSet(state.startedAt()))
                .add("Finished At", context.times().ifSet(state.finishedAt()))
                .add("Total Restarts", state.restarts())
                .add("Last Restart", context.times().ifSet(state.lastRestart()));
    }

    private Table events(TaskState state) {
        Table table = Table.withHeader("Time", "Type", "Description");
        state.events().reversed().stream()
                .limit(verbose ? Long.MAX_VALUE : EVENTS_SHOWN)
                .forEach(event -> table.row(context.times().at(event.time()), event.type(), description(event)));
        return table;
    }

    private static String description(TaskEvent event) {
        String text = event.displayMessage().isEmpty() ? event.message() : event.displayMessage();
        return Table.orNone(text.replace('\n', ' ').strip());
    }
}
