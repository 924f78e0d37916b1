package dev.drover.cli.scaling;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Matches;
import dev.drover.cli.text.Table;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyListStub;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import dev.drover.sdk.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code scaling policy info}. */
public final class ScalingPolicyInfoCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final DataFlags data = new DataFlags(flags);

    public ScalingPolicyInfoCommand() {
        super("Show one scaling policy", "<policy_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String typed = single(arguments, "policy_id");
        List<ScalingPolicyListStub> found = context.ask(
                "Error querying scaling policy",
                () -> context.client()
                        .scaling()
                        .policies(Query.NONE.prefix(Matches.askable(typed)).namespace("*"))
                        .value());
        ScalingPolicyListStub stub =
                Matches.one("policy", typed, found, ScalingPolicyListStub::id, ScalingPolicyInfoCommand::table);
        ScalingPolicy policy = context.ask(
                "Error querying scaling policy",
                () -> context.client().scaling().policy(stub.id(), Query.NONE).value());
        if (data.wanted()) {
            data.print(context, policy);
            return 0;
        }
        context.print(new Facts()
                .add("ID", new Ids(verbose.get()).shown(policy.id()))
                .add("Enabled", Boolean.TRUE.equals(policy.enabled()))
                .add("Target", ScalingPolicyListCommand.target(policy.target(), ", "))
                .add("Min", orNone(policy.min()))
                .add("Max", orNone(policy.max())));
        context.section(
                "Policy", JsonTree.parse(Json.write(policy.policy())).sorted().pretty());
        return 0;
    }

    private static String orNone(@Nullable Long number) {
        return number == null ? Table.NONE : number.toString();
    }

    private static Table table(List<ScalingPolicyListStub> policies) {
        Table table = Table.withHeader("ID", "Target");
        policies.forEach(policy -> table.row(policy.id(), ScalingPolicyListCommand.target(policy.target(), ",")));
        return table;
    }
}
