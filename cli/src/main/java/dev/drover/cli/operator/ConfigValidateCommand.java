package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code config validate}; asks no agent. */
public final class ConfigValidateCommand extends BaseCommand {
    public ConfigValidateCommand() {
        super("Check configuration files and folders of an agent", "<path>...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("This command takes at least one argument: <path>...");
        }
        List<Path> paths = arguments.stream()
                .map(path -> context.io().directory().resolve(path))
                .toList();
        try {
            context.io()
                    .files()
                    .checkConfiguration(paths)
                    .forEach(warning -> context.io().err().println("Warning: " + warning));
        } catch (IOException fault) {
            throw new Failure("Configuration is invalid: " + fault.getMessage());
        }
        context.print("Configuration is valid!");
        return 0;
    }
}
