package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code operator gossip keyring install}. */
public final class GossipKeyringInstallCommand extends BaseCommand {
    public GossipKeyringInstallCommand() {
        super("Give every server one more gossip key", "<key>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String key = single(arguments, "key");
        context.print("Installing new gossip encryption key...");
        context.ask("error", () -> context.client().agent().installGossipKey(key));
        return 0;
    }
}
