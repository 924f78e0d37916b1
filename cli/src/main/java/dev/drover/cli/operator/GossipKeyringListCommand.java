package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.KeyringResponse;
import java.util.List;
import java.util.TreeSet;

/** {@code operator gossip keyring list}. */
public final class GossipKeyringListCommand extends BaseCommand {
    public GossipKeyringListCommand() {
        super("List the gossip keys that the servers have", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        context.print("Gathering installed encryption keys...");
        KeyringResponse keys =
                context.ask("error", () -> context.client().agent().gossipKeys());
        context.print("Key");
        new TreeSet<>(keys.keys().keySet()).forEach(context::print);
        return 0;
    }
}
