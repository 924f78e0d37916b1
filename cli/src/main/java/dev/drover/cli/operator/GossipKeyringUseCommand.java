package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code operator gossip keyring use}. */
public final class GossipKeyringUseCommand extends BaseCommand {
    public GossipKeyringUseCommand() {
        super("Have the servers send with a gossip key that all have", "<key>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String key = single(arguments, "key");
        context.print("Changing primary gossip encryption key...");
        context.ask("error", () -> context.client().agent().useGossipKey(key));
        return 0;
    }
}
