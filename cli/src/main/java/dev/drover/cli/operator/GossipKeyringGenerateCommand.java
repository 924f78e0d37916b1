package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** {@code operator gossip keyring generate}; asks no agent. */
public final class GossipKeyringGenerateCommand extends BaseCommand {
    private static final int KEY_BYTES = 32;

    public GossipKeyringGenerateCommand() {
        super("Make a key to encrypt gossip with", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        context.print(Base64.getEncoder().encodeToString(key));
        return 0;
    }
}
