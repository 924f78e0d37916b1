package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.SpecText;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.Secret;
import java.util.List;

/** {@code acl bootstrap}. */
public final class AclBootstrapCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AclBootstrapCommand() {
        super("Make the first token, which may do everything", "[path|-]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes at most one argument: [path]");
        }
        Secret secret = arguments.isEmpty()
                ? Secret.NONE
                : Secret.of(SpecText.read(context.io(), arguments.getFirst())
                        .source()
                        .text()
                        .strip());
        if (!arguments.isEmpty() && secret.isEmpty()) {
            throw new Failure(
                    "Error bootstrapping: " + arguments.getFirst() + " holds no secret; write a UUID into it");
        }
        ACLToken token = context.ask(
                "Error bootstrapping", () -> context.client().accessControl().bootstrap(secret));
        TokenText.print(context, data, token);
        return 0;
    }
}
