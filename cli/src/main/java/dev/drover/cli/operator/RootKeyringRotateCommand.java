package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.operator.RootKeyMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code operator root keyring rotate}. */
public final class RootKeyringRotateCommand extends BaseCommand {
    private final Flag<Boolean> full = flags.toggle("full", "encrypt everything anew with it, in the background");
    private final Flag<Boolean> now = flags.toggle("now", "make it active at once");
    private final Flag<Duration> prepublish =
            flags.duration("prepublish", Duration.ZERO, "make it known, and active after this time");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public RootKeyringRotateCommand() {
        super("Make a new root key", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        if (now.get() == prepublish.given()) {
            throw new UsageException("Give either -now or -prepublish");
        }
        if (full.get() && prepublish.given()) {
            throw new UsageException("-full and -prepublish cannot be used together");
        }
        Optional<Instant> publish =
                prepublish.given() ? Optional.of(context.times().now().plus(prepublish.get())) : Optional.empty();
        RootKeyMeta key = context.ask("error", () -> context.client().keyring().rotate(full.get(), publish))
                .key();
        context.print(RootKeys.table(context, key == null ? List.of() : List.of(key), verbose.get()));
        return 0;
    }
}
