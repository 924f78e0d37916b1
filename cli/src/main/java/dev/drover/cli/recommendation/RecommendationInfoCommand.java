package dev.drover.cli.recommendation;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Table;
import dev.drover.model.operator.Recommendation;
import dev.drover.sdk.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** {@code recommendation info}. */
public final class RecommendationInfoCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public RecommendationInfoCommand() {
        super("Show a proposal to change what a task asks for", "<recommendation>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String id = single(arguments, "recommendation");
        Recommendation it = context.ask(
                "Error reading recommendation \"" + id + "\"",
                () -> context.client().recommendations().info(id, Query.NONE).value());
        if (data.wanted()) {
            data.print(context, it);
            return 0;
        }
        context.print(new Facts()
                .add("ID", it.id())
                .add("Namespace", it.namespace())
                .add("Job ID", it.jobId())
                .add("Task Group", it.group())
                .add("Task", it.task())
                .add("Resource", it.resource())
                .add("Value", it.value())
                .add("Current", it.current()));
        if (!it.stats().isEmpty()) {
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            new TreeMap<>(it.stats()).forEach((name, value) -> {
                names.add(name);
                values.add(String.format(Locale.ROOT, "%.2f", value));
            });
            context.section("Stats", new Table().row(names).row(values));
        }
        if (!it.meta().isEmpty()) {
            Facts meta = new Facts();
            new TreeMap<>(it.meta()).forEach(meta::add);
            context.section("Meta", meta);
        }
        return 0;
    }
}
