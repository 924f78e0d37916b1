package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.operator.PreemptionConfigBuilder;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.model.wire.Defaults;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code operator scheduler set-config}: changes what flags name and leaves the rest. */
public final class SchedulerSetConfigCommand extends BaseCommand {
    private final Flag<Long> checkIndex =
            flags.number("check-index", "index", 0, "change only if the modify index is this one; 0 for any");
    private final Flag<String> algorithm =
            flags.text("scheduler-algorithm", "binpack|spread", "fill node after node, or use all evenly");
    private final Flag<Boolean> oversubscription =
            flags.toggle("memory-oversubscription", "let tasks use more memory than reserved, up to memory_max");
    private final Flag<Boolean> reject =
            flags.toggle("reject-job-registration", "take no new jobs, dispatches and scaling");
    private final Flag<Boolean> pause = flags.toggle("pause-eval-broker", "hand no evaluations out");
    private final Flag<Boolean> batch = flags.toggle("preempt-batch-scheduler", "batch jobs may preempt");
    private final Flag<Boolean> service = flags.toggle("preempt-service-scheduler", "service jobs may preempt");
    private final Flag<Boolean> sysbatch = flags.toggle("preempt-sysbatch-scheduler", "sysbatch jobs may preempt");
    private final Flag<Boolean> system = flags.toggle("preempt-system-scheduler", "system jobs may preempt");
    private final Flag<Long> nodeLimit = flags.number(
            "node-limit-for-feasibility-checks", "nodes", 0, "how many nodes are looked at for one placement");

    public SchedulerSetConfigCommand() {
        super("Change how the scheduler chooses nodes", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        if (algorithm.given() && !List.of("binpack", "spread").contains(algorithm.get())) {
            throw new UsageException(
                    "Invalid -scheduler-algorithm \"" + algorithm.get() + "\": expected binpack or spread");
        }
        SchedulerConfiguration before = Defaults.value(
                context.ask(
                                "Error querying scheduler configuration",
                                () -> context.client()
                                        .operator()
                                        .scheduler(Query.NONE)
                                        .value())
                        .schedulerConfig(),
                SchedulerConfiguration.usual());
        SchedulerConfiguration wanted = changed(before);
        Query query = checkIndex.get() > 0 ? Query.NONE.with("cas", Long.toString(checkIndex.get())) : Query.NONE;
        boolean updated = context.ask(
                        "Error setting scheduler configuration",
                        () -> context.client().operator().setScheduler(wanted, query))
                .updated();
        if (!updated) {
            throw new Failure("Scheduler configuration could not be atomically updated: its modify index is not "
                    + checkIndex.get() + "; look with get-config and try again");
        }
        context.print("Scheduler configuration updated!");
        return 0;
    }

    private SchedulerConfiguration changed(SchedulerConfiguration before) {
        PreemptionConfigBuilder preemption = PreemptionConfigBuilder.builder(before.preemptionConfig());
        if (batch.given()) {
            preemption.batchSchedulerEnabled(batch.get());
        }
        if (service.given()) {
            preemption.serviceSchedulerEnabled(service.get());
        }
        if (sysbatch.given()) {
            preemption.sysBatchSchedulerEnabled(sysbatch.get());
        }
        if (system.given()) {
            preemption.systemSchedulerEnabled(system.get());
        }
        SchedulerConfigurationBuilder changed =
                SchedulerConfigurationBuilder.builder(before).preemptionConfig(preemption.build());
        if (algorithm.given()) {
            changed.schedulerAlgorithm(algorithm.get());
        }
        if (oversubscription.given()) {
            changed.memoryOversubscriptionEnabled(oversubscription.get());
        }
        if (reject.given()) {
            changed.rejectJobRegistration(reject.get());
        }
        if (pause.given()) {
            changed.pauseEvalBroker(pause.get());
        }
        if (nodeLimit.given()) {
            changed.nodeLimitForFeasibilityChecks(nodeLimit.get().intValue());
        }
        return changed.build();
    }
}
