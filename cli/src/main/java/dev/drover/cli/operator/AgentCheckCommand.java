package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.text.Durations;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code check}: for monitoring; the exit code says how the agent is. */
public final class AgentCheckCommand extends BaseCommand {
    private static final int CRITICAL = 2;

    private final Flag<Long> minPeers =
            flags.number("min-peers", "number", 0, "a server with fewer peers in its group is not well");
    private final Flag<Long> minServers =
            flags.number("min-servers", "number", 1, "a node that knows fewer servers is not well");

    public AgentCheckCommand() {
        super("Tell by the exit code whether the agent is well: 0 is, 2 is not", "");
    }

    @Override
    public int failureCode() {
        return CRITICAL;
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        Map<String, Object> self = context.ask(
                "unable to query agent info", () -> context.client().agent().self());
        if (!(self.get("stats") instanceof Map<?, ?> stats)) {
            context.complain("the agent tells no statistics");
            return CRITICAL;
        }
        if (stats.get("nomad") instanceof Map<?, ?> && !serverIsWell(context, stats)) {
            return CRITICAL;
        }
        return stats.get("client") instanceof Map<?, ?> client && !clientIsWell(context, client) ? CRITICAL : 0;
    }

    private boolean serverIsWell(Context context, Map<?, ?> stats) {
        String leader = context.ask(
                "unable to query the leader", () -> context.client().status().leader(Query.NONE));
        if (leader.isEmpty()) {
            context.complain("the server knows no leader");
            return false;
        }
        long peers = stats.get("raft") instanceof Map<?, ?> raft ? number(raft.get("num_peers")) : 0;
        if (peers < minPeers.get()) {
            context.complain("the server has " + peers + " peers, fewer than " + minPeers.get());
            return false;
        }
        return true;
    }

    private boolean clientIsWell(Context context, Map<?, ?> client) {
        String known = text(client.get("known_servers"));
        long servers = known.isEmpty() ? 0 : known.split(",", -1).length;
        if (servers < minServers.get()) {
            context.complain("the node knows " + servers + " servers, fewer than " + minServers.get());
            return false;
        }
        String last = text(client.get("last_heartbeat"));
        String most = text(client.get("heartbeat_ttl"));
        if (isDuration(last) && isDuration(most) && Durations.parse(last).compareTo(Durations.parse(most)) > 0) {
            context.complain("the last heartbeat was " + last + " ago, longer than " + most);
            return false;
        }
        return true;
    }

    private static boolean isDuration(String text) {
        return text.matches("([0-9.]+(ns|us|µs|ms|s|m|h))+");
    }

    private static long number(@Nullable Object value) {
        String text = text(value);
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
