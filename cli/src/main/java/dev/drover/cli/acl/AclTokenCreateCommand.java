package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import java.time.Duration;
import java.util.List;

/** {@code acl token create}. */
public final class AclTokenCreateCommand extends BaseCommand {
    private final TokenFlags wanted = new TokenFlags(flags);
    private final Flag<Boolean> global = flags.toggle("global", "the token counts in all regions");
    private final Flag<Duration> ttl =
            flags.duration("ttl", Duration.ZERO, "how long the token counts, such as 8h; for ever unless given");
    private final Flag<String> accessor = flags.text("accessor", "id", "accessor id of the token, a UUID");
    private final DataFlags data = new DataFlags(flags);

    public AclTokenCreateCommand() {
        super("Create a token", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        ACLToken token = ACLTokenBuilder.builder()
                .accessorId(accessor.get())
                .name(wanted.name.get())
                .type(wanted.type.given() ? wanted.type.get() : ACLToken.CLIENT)
                .policies(wanted.policies.get())
                .roles(wanted.roles())
                .global(global.get())
                .expirationTtl(ttl.get())
                .build();
        ACLToken created = context.ask(
                "Error creating token", () -> context.client().accessControl().create(token));
        TokenText.print(context, data, created);
        return 0;
    }
}
