package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.api.ACLIdentityClientIntroductionTokenRequest;
import dev.drover.model.api.ACLIdentityClientIntroductionTokenResponse;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.List;

/** {@code node intro create}. */
public final class NodeIntroCreateCommand extends BaseCommand {
    private final Flag<Duration> ttl =
            flags.duration("ttl", Duration.ZERO, "how long the token can be used; default as the servers say");
    private final Flag<String> name = flags.text("node-name", "name", "only a node of this name can use it");
    private final Flag<String> pool = flags.text("node-pool", "pool", "the pool that the node joins; default default");
    private final DataFlags data = new DataFlags(flags);

    public NodeIntroCreateCommand() {
        super("Make a token by which a new node introduces itself", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        ACLIdentityClientIntroductionTokenRequest request = new ACLIdentityClientIntroductionTokenRequest(
                ttl.given() ? Durations.format(ttl.get()) : "", name.get(), pool.get());
        ACLIdentityClientIntroductionTokenResponse response = context.ask(
                "Error generating introduction token",
                () -> context.client().nodes().introduce(request));
        if (data.wanted()) {
            data.print(context, response);
            return 0;
        }
        context.print("Successfully generated client introduction token:\n\n" + response.jwt());
        return 0;
    }
}
