package dev.drover.cli.sentinel;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Facts;
import dev.drover.model.operator.SentinelPolicy;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code sentinel read}. */
public final class SentinelReadCommand extends BaseCommand {
    private final Flag<Boolean> raw = flags.toggle("raw", "print only the text of the rule");

    public SentinelReadCommand() {
        super("Show a rule that jobs have to keep", "<name>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "name");
        SentinelPolicy policy = context.ask(
                "Error reading Sentinel policy",
                () -> context.client().sentinelPolicies().info(name, Query.NONE).value());
        if (raw.get()) {
            context.print(policy.policy());
            return 0;
        }
        context.print(new Facts()
                .add("Name", policy.name())
                .add("Scope", policy.scope())
                .add("Enforcement Level", policy.enforcementLevel())
                .add("Description", policy.description()));
        context.print("Policy:\n\n" + policy.policy());
        return 0;
    }
}
