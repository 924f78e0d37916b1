package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import java.util.List;
import java.util.Map;

/** {@code operator metrics}. */
public final class OperatorMetricsCommand extends BaseCommand {
    private final Flag<Boolean> pretty = flags.toggle("pretty", "indent the JSON");
    private final Flag<String> format = flags.text("format", "prometheus", "print as this instead of JSON");
    private final DataFlags data = new DataFlags(flags);

    public OperatorMetricsCommand() {
        super("Show what the agent measures", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        if (!format.get().isEmpty()) {
            if (!format.get().equals("prometheus")) {
                throw new UsageException("Unknown -format \"" + format.get() + "\": expected prometheus");
            }
            context.io()
                    .out()
                    .print(context.ask(
                            "Error querying metrics",
                            () -> context.client().agent().metricsText()));
            return 0;
        }
        Map<String, Object> metrics = context.ask(
                "Error querying metrics", () -> context.client().agent().metrics());
        if (data.wanted()) {
            data.print(context, metrics);
            return 0;
        }
        String json = Json.write(metrics);
        context.print(pretty.get() ? JsonTree.parse(json).pretty() : json);
        return 0;
    }
}
