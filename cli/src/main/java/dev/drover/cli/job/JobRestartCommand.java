package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Confirmation;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.eval.Progress;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Ids;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code job restart}: restarts what runs of a job, a batch after the other. */
public final class JobRestartCommand extends BaseCommand {
    private final Flag<Boolean> allTasks = flags.toggle("all-tasks", "also tasks that have ended, such as prestart");
    private final Flag<Boolean> yes = flags.toggle("yes", "ask nothing, and go on after errors");
    private final Flag<String> batchSize =
            flags.text("batch-size", "n|n%", "1", "how many allocations to restart at once");
    private final Flag<String> batchWait =
            flags.text("batch-wait", "duration|ask", "0", "how long to wait between batches");
    private final Flag<String> onError =
            flags.text("on-error", "ask|fail", "ask", "what to do when a restart of a batch fails");
    private final Flag<Boolean> noShutdownDelay = flags.toggle("no-shutdown-delay", "skip shutdown delays");
    private final Flag<Boolean> reschedule =
            flags.toggle("reschedule", "stop each allocation and have it replaced, instead of restarting it in place");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<List<String>> groups = flags.list("group", "name", "only this group; may be repeated");
    private final Flag<List<String>> tasks = flags.list("task", "name", "only this task; may be repeated");

    public JobRestartCommand() {
        super("Restart the allocations of a job, batch by batch", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        BatchSize size = BatchSize.parse(batchSize.get());
        Progress progress = new Progress(context);
        BatchPause pause = BatchPause.parse(context, progress, batchWait.get());
        check();
        Job job = JobLookup.whole(context, single(arguments, "job"));
        if (reschedule.get() && job.type().equals("sysbatch")) {
            throw new Failure("Jobs of type sysbatch cannot be restarted with -reschedule; leave the flag away");
        }
        boolean elsewhere = job.multiregion() != null && !yes.get();
        if (elsewhere && !Confirmation.ask(context, "The job runs in several regions; restart it in this one only?")) {
            return 1;
        }
        Map<String, List<String>> chosen = tasksOfChosenGroups(job);
        List<AllocationListStub> running = running(context, job, chosen);
        if (running.isEmpty()) {
            context.print("No allocations to restart");
            return 0;
        }
        progress.step("Restarting " + running.size() + " allocations");
        AllocRestarter restarter = new AllocRestarter(
                context,
                progress,
                new Ids(verbose.get()),
                tasks.get(),
                allTasks.get(),
                reschedule.get(),
                noShutdownDelay.get());
        boolean failed = new RestartBatches(
                        context, progress, pause, yes.get(), onError.get().equals("fail"))
                .run(
                        running,
                        size.of(running.size()),
                        alloc -> restarter.restart(alloc, chosen.getOrDefault(alloc.taskGroup(), List.of())));
        progress.step("Finished job restart");
        context.print(failed ? "\nJob restarted with errors." : "\nAll allocations restarted successfully!");
        return failed ? 1 : 0;
    }

    private void check() throws UsageException {
        if (!tasks.get().isEmpty() && (allTasks.get() || reschedule.get())) {
            throw new UsageException("-task cannot be used together with -all-tasks or -reschedule");
        }
        if (!onError.get().equals("ask") && !onError.get().equals("fail")) {
            throw new UsageException("Invalid -on-error value \"" + onError.get() + "\": expected ask or fail");
        }
    }

    /** The names of the tasks by chosen group. */
    private Map<String, List<String>> tasksOfChosenGroups(Job job) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (TaskGroup group : job.taskGroups()) {
            if (groups.get().isEmpty() || groups.get().contains(group.name())) {
                chosen.put(group.name(), group.tasks().stream().map(Task::name).toList());
            }
        }
        for (String name : groups.get()) {
            if (!chosen.containsKey(name)) {
                throw new Failure("Group \"" + name + "\" not found in job \"" + job.id() + "\"");
            }
        }
        for (String name : tasks.get()) {
            if (chosen.values().stream().noneMatch(names -> names.contains(name))) {
                throw new Failure("Task \"" + name + "\" not found in any of the groups "
                        + String.join(", ", chosen.keySet()) + " of job \"" + job.id() + "\"");
            }
        }
        if (!tasks.get().isEmpty()) {
            chosen.values().removeIf(names -> tasks.get().stream().noneMatch(names::contains));
        }
        return chosen;
    }

    private static List<AllocationListStub> running(Context context, Job job, Map<String, List<String>> chosen) {
        return context
                .ask(
                        "Error retrieving allocations for job \"" + job.id() + "\"",
                        () -> context.client()
                                .jobs()
                                .allocations(job.id(), false, JobLookup.namespace(job.namespace()))
                                .value())
                .stream()
                .filter(alloc -> alloc.desiredStatus() == DesiredStatus.RUN)
                .filter(alloc -> alloc.clientStatus() == ClientStatus.RUNNING)
                .filter(alloc -> chosen.containsKey(alloc.taskGroup()))
                .sorted(Comparator.comparing(AllocationListStub::id))
                .toList();
    }
}
