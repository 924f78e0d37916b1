package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code operator gossip keyring remove}. */
public final class GossipKeyringRemoveCommand extends BaseCommand {
    public GossipKeyringRemoveCommand() {
        super("Have the servers forget a gossip key", "<key>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String key = single(arguments, "key");
        context.print("Removing gossip encryption key...");
        context.ask("error", () -> context.client().agent().removeGossipKey(key));
        return 0;
    }
}
