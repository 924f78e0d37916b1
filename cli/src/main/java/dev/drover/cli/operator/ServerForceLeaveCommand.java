package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code server force-leave}. */
public final class ServerForceLeaveCommand extends BaseCommand {
    private final Flag<Boolean> prune = flags.toggle("prune", "forget the server altogether");

    public ServerForceLeaveCommand() {
        super("Declare a failed server to have left, so that nobody waits for it", "<server>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "server");
        context.tell(
                "Error force-leaving server " + name,
                () -> context.client().agent().forceLeave(name, prune.get()));
        return 0;
    }
}
