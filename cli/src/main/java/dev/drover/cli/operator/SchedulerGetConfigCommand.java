package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.model.api.SchedulerConfigurationResponse;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.wire.Defaults;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code operator scheduler get-config}. */
public final class SchedulerGetConfigCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public SchedulerGetConfigCommand() {
        super("Show how the scheduler chooses nodes", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        SchedulerConfigurationResponse response = context.ask(
                "Error querying scheduler configuration",
                () -> context.client().operator().scheduler(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, response);
            return 0;
        }
        SchedulerConfiguration configuration =
                Defaults.value(response.schedulerConfig(), SchedulerConfiguration.usual());
        context.print(new Facts()
                .add("Scheduler Algorithm", configuration.schedulerAlgorithm())
                .add("Memory Oversubscription", configuration.memoryOversubscriptionEnabled())
                .add("Reject Job Registration", configuration.rejectJobRegistration())
                .add("Pause Eval Broker", configuration.pauseEvalBroker())
                .add(
                        "Preemption System Scheduler",
                        configuration.preemptionConfig().systemSchedulerEnabled())
                .add(
                        "Preemption Service Scheduler",
                        configuration.preemptionConfig().serviceSchedulerEnabled())
                .add(
                        "Preemption Batch Scheduler",
                        configuration.preemptionConfig().batchSchedulerEnabled())
                .add(
                        "Preemption SysBatch Scheduler",
                        configuration.preemptionConfig().sysBatchSchedulerEnabled())
                .add("Node Limit For Feasibility Checks", configuration.nodeLimitForFeasibilityChecks())
                .add("Modify Index", configuration.modifyIndex()));
        return 0;
    }
}
