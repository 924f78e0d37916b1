package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.JoinResponse;
import java.util.ArrayList;
import java.util.List;

/** {@code server join}. */
public final class ServerJoinCommand extends BaseCommand {
    public ServerJoinCommand() {
        super("Have the server meet others, by the addresses of their gossip", "<address> [<address>...]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("This command takes at least one argument: <address>");
        }
        int joined = 0;
        List<String> faults = new ArrayList<>();
        for (String address : arguments) {
            JoinResponse answer =
                    context.ask("Error joining", () -> context.client().agent().join(address));
            joined += answer.numJoined();
            if (!answer.error().isEmpty()) {
                faults.add(answer.error());
            }
        }
        if (joined == 0) {
            throw new Failure("Error joining: " + String.join("\n", faults));
        }
        faults.forEach(context::complain);
        context.print("Joined " + joined + " servers successfully");
        return 0;
    }
}
