package dev.drover.cli.sentinel;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.SpecText;
import dev.drover.model.operator.SentinelPolicy;
import java.util.List;

/** {@code sentinel apply}. */
public final class SentinelApplyCommand extends BaseCommand {
    private static final List<String> SCOPES = List.of("submit-job", "submit-host-volume", "submit-csi-volume");

    private final Flag<String> description = flags.text("description", "text", "what it is for");
    private final Flag<String> scope = flags.text("scope", "scope", String.join(", ", SCOPES));
    private final Flag<String> level =
            flags.text("level", "level", "advisory", "advisory, soft-mandatory or hard-mandatory");

    public SentinelApplyCommand() {
        super("Create or change a rule that jobs have to keep", "<name> <path|->");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() != 2) {
            throw new UsageException("This command takes two arguments: <name> <path>");
        }
        if (!SCOPES.contains(scope.get())) {
            throw new UsageException("-scope is needed, and one of " + String.join(", ", SCOPES));
        }
        String name = arguments.getFirst();
        SentinelPolicy policy = new SentinelPolicy(
                name,
                description.get(),
                scope.get(),
                level.get(),
                SpecText.read(context.io(), arguments.getLast()).source().text(),
                0,
                0);
        context.tell(
                "Error writing Sentinel policy",
                () -> context.client().sentinelPolicies().apply(policy));
        context.print("Successfully wrote \"" + name + "\" Sentinel policy!");
        return 0;
    }
}
