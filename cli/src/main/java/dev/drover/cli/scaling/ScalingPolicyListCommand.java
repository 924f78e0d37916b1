package dev.drover.cli.scaling;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.job.ScalingPolicyListStub;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code scaling policy list}. */
public final class ScalingPolicyListCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<String> type = flags.text("type", "type", "only policies of this type, such as horizontal");
    private final Flag<String> job = flags.text("job", "job", "only policies of this job");
    private final DataFlags data = new DataFlags(flags);

    public ScalingPolicyListCommand() {
        super("List scaling policies", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        Query query = Query.NONE.withGiven("type", type.get()).withGiven("job", job.get());
        List<ScalingPolicyListStub> policies = context.ask(
                "Error listing scaling policies",
                () -> context.client().scaling().policies(query).value());
        if (data.wanted()) {
            data.print(context, policies);
        } else if (policies.isEmpty()) {
            context.print("No policies found");
        } else {
            Ids ids = new Ids(verbose.get());
            Table table = Table.withHeader("ID", "Enabled", "Type", "Target");
            policies.forEach(policy -> table.row(
                    ids.shown(policy.id()),
                    Boolean.toString(policy.enabled()),
                    policy.type(),
                    target(policy.target(), ",")));
            context.print(table);
        }
        return 0;
    }

    /** What is scaled, such as {@code Group:web,Job:shop}. */
    static String target(Map<String, String> target, String between) {
        return new TreeMap<>(target)
                .entrySet().stream()
                        .map(part -> part.getKey() + ":" + part.getValue())
                        .collect(Collectors.joining(between));
    }
}
