package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** {@code operator utilization}. */
public final class OperatorUtilizationCommand extends BaseCommand {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT);

    private final Flag<Boolean> todayOnly = flags.toggle("today-only", "only of the last 24 hours");
    private final Flag<String> output = flags.text("output", "path", "file to write; default by the time");

    public OperatorUtilizationCommand() {
        super("Write a report of how much is used", "");
        flags.ignoredText("message", "text");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException, IOException {
        none(arguments);
        String bundle = context.ask(
                        "Error generating bundle",
                        () -> context.client().operator().utilization(todayOnly.get()))
                .bundle();
        String name = output.get().isEmpty()
                ? "nomad-utilization-" + STAMP.format(context.times().now().atOffset(ZoneOffset.UTC)) + ".json"
                : output.get();
        Files.write(context.io().directory().resolve(name), Base64.getDecoder().decode(bundle));
        context.print("Success! Utilization reporting bundle written to: " + name);
        return 0;
    }
}
