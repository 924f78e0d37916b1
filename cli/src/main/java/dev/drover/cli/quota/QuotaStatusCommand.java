package dev.drover.cli.quota;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Table;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.quota.NodePoolLimit;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.sdk.DroverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code quota status}: each limit with what is used of it. */
public final class QuotaStatusCommand extends BaseCommand {
    private static final QuotaResources NOTHING =
            QuotaResourcesBuilder.builder().build();

    private final DataFlags data = new DataFlags(flags);

    public QuotaStatusCommand() {
        super("Show the limits of a quota and what is used of them", "<quota>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        QuotaSpec quota = QuotaLookup.quota(context, single(arguments, "quota"));
        if (data.wanted()) {
            data.print(context, quota);
            return 0;
        }
        context.print(new Facts()
                .add("Name", quota.name())
                .addOrNone("Description", quota.description())
                .add("Limits", quota.limits().size()));
        showLimits(context, quota);
        return 0;
    }

    /** As a section of its own. */
    public static void showLimits(Context context, QuotaSpec quota) {
        Table table = Table.withHeader(
                "Region", "CPU Usage", "Core Usage", "Memory Usage", "Memory Max Usage", "Device Usage");
        List<String> unknown = new ArrayList<>();
        for (QuotaLimit limit : quota.limits()) {
            addRegion(context, quota, limit, table, unknown);
        }
        context.section("Quota Limits", table);
        unknown.forEach(context::complain);
    }

    private static void addRegion(
            Context context, QuotaSpec quota, QuotaLimit limit, Table table, List<String> unknown) {
        Optional<QuotaUsage> usage = Optional.empty();
        try {
            usage = Optional.of(QuotaLookup.usage(context, quota, limit.region()));
        } catch (DroverException fault) {
            unknown.add("What is used in region \"" + limit.region() + "\" is not known: " + context.explain(fault));
        }
        QuotaResources most = limit.regionLimit() == null ? NOTHING : limit.regionLimit();
        Optional<QuotaResources> used =
                usage.map(it -> it.used().get(limit.hash())).map(QuotaLimit::regionLimit);
        table.row(row(limit.region(), used, most));
        for (NodePoolLimit pool : most.nodePools()) {
            Optional<QuotaResources> ofPool = used.flatMap(it -> it.nodePools().stream()
                    .filter(other -> other.nodePool().equals(pool.nodePool()))
                    .map(NodePoolLimit::amounts)
                    .findFirst());
            table.row(row(limit.region() + ", pool " + pool.nodePool(), ofPool, pool.amounts()));
        }
    }

    private static List<String> row(String name, Optional<QuotaResources> used, QuotaResources most) {
        return List.of(
                name,
                pair(used.map(QuotaResources::cpu), most.cpu()),
                pair(used.map(QuotaResources::cores), most.cores()),
                pair(used.map(QuotaResources::memoryMb), most.memoryMb()),
                pair(used.map(QuotaResources::memoryMaxMb), most.memoryMaxMb()),
                Table.orNone(most.devices().stream()
                        .map(device -> device.name() + " "
                                + pair(used.map(it -> instances(it, device.name())), number(device.count())))
                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable Integer number(@Nullable Long count) {
        return count == null ? null : Math.clamp(count, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static @Nullable Integer instances(QuotaResources used, String device) {
        return used.devices().stream()
                .filter(other -> other.name().equals(device))
                .map(RequestedDevice::count)
                .map(QuotaStatusCommand::number)
                .findFirst()
                .orElse(null);
    }

    /** Such as {@code 500 / 2500}. */
    private static String pair(Optional<Integer> used, @Nullable Integer limit) {
        String most = limit == null || limit == 0 ? "inf" : Integer.toString(Math.max(0, limit));
        return used.map(amount -> Integer.toString(amount)).orElse("-") + " / " + most;
    }
}
