package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code node identity renew}. */
public final class NodeIdentityRenewCommand extends BaseCommand {
    public NodeIdentityRenewCommand() {
        super("Have a node ask for a new identity with its next sign of life", "<node>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String id = NodeLookup.one(context, single(arguments, "node")).id();
        context.tell(
                "Error renewing node identity", () -> context.client().nodes().renewIdentity(id));
        return 0;
    }
}
