package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code agent-info}. */
public final class AgentInfoCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AgentInfoCommand() {
        super("Show what the agent counts about itself", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        Map<String, Object> self = context.ask(
                "Error querying agent info", () -> context.client().agent().self());
        if (data.wanted()) {
            data.print(context, self);
            return 0;
        }
        if (self.get("stats") instanceof Map<?, ?> stats) {
            byName(stats).forEach((part, values) -> {
                context.print(part);
                Facts facts = new Facts();
                if (values instanceof Map<?, ?> numbers) {
                    byName(numbers).forEach((name, value) -> facts.add("  " + name, value));
                }
                context.print(facts);
            });
        }
        return 0;
    }

    private static Map<String, Object> byName(Map<?, ?> values) {
        Map<String, Object> sorted = new TreeMap<>();
        values.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        return sorted;
    }
}
