package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.node.SchedulingEligibility;
import java.util.List;

/** {@code node eligibility}. */
public final class NodeEligibilityCommand extends BaseCommand {
    private final Flag<Boolean> enable = flags.toggle("enable", "allow new placements");
    private final Flag<Boolean> disable = flags.toggle("disable", "forbid new placements");
    private final Flag<Boolean> self = flags.toggle("self", "the node of the agent that is asked");

    public NodeEligibilityCommand() {
        super("Allow or forbid new placements on a node", "<node>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (enable.get().equals(disable.get())) {
            throw new UsageException("Either the '-enable' or '-disable' flag must be set");
        }
        String id = self.get()
                ? NodeLookup.own(context)
                : NodeLookup.one(context, single(arguments, "node")).id();
        SchedulingEligibility wanted = enable.get() ? SchedulingEligibility.ELIGIBLE : SchedulingEligibility.INELIGIBLE;
        context.ask(
                "Error updating scheduling eligibility",
                () -> context.client().nodes().setEligibility(id, wanted));
        context.print("Node \"" + id + "\" scheduling eligibility set: " + wanted.wireName() + " for scheduling");
        return 0;
    }
}
