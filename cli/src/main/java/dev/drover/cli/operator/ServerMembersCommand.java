package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.api.AgentMember;
import dev.drover.model.api.ServerMembers;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code server members}. */
public final class ServerMembersCommand extends BaseCommand {
    private final Flag<Boolean> detailed = flags.toggle("detailed", "show the tags of each server");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "also show protocol versions");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public ServerMembersCommand() {
        super("List the servers that know each other", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        ServerMembers members = context.ask(
                "Error querying servers", () -> context.client().agent().members());
        List<AgentMember> sorted = members.members().stream()
                .sorted(Comparator.comparing(AgentMember::name))
                .toList();
        if (data.wanted()) {
            data.print(context, sorted);
            return 0;
        }
        if (sorted.isEmpty()) {
            context.print("No servers found");
        } else {
            context.print(detailed.get() ? tags(sorted) : table(sorted, leaders(context, sorted)));
        }
        context.hint("View and manage Nomad servers", "servers");
        context.openPage(ui.get(), "servers");
        return 0;
    }

    private static Table tags(List<AgentMember> members) {
        Table table = Table.withHeader("Name", "Address", "Port", "Tags");
        members.forEach(member -> table.row(
                member.name(),
                member.addr(),
                Integer.toString(member.port()),
                new TreeMap<>(member.tags())
                        .entrySet().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .collect(Collectors.joining(","))));
        return table;
    }

    private Table table(List<AgentMember> members, Map<String, String> leaders) {
        List<String> header = new ArrayList<>(List.of("Name", "Address", "Port", "Status", "Leader"));
        if (verbose.get()) {
            header.add("Protocol");
        }
        header.addAll(List.of("Raft Version", "Build", "Datacenter", "Region"));
        Table table = new Table().row(header);
        for (AgentMember member : members) {
            Map<String, String> tags = member.tags();
            String rpc = address(tags.getOrDefault("rpc_addr", member.addr()), tags.getOrDefault("port", ""));
            boolean leads = rpc.equals(leaders.get(tags.getOrDefault("region", "")));
            List<String> row = new ArrayList<>(List.of(
                    member.name(),
                    member.addr(),
                    Integer.toString(member.port()),
                    member.status(),
                    Boolean.toString(leads)));
            if (verbose.get()) {
                row.add(Integer.toString(member.protocolCur()));
            }
            row.add(tags.getOrDefault("raft_vsn", ""));
            row.add(tags.getOrDefault("build", ""));
            row.add(tags.getOrDefault("dc", ""));
            row.add(tags.getOrDefault("region", ""));
            table.row(row);
        }
        return table;
    }

    private static String address(String host, String port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The leader of each region; a region without one has none here. */
    private static Map<String, String> leaders(Context context, List<AgentMember> members) {
        Map<String, String> leaders = new HashMap<>();
        for (AgentMember member : members) {
            String region = member.tags().getOrDefault("region", "");
            if (!leaders.containsKey(region)) {
                try {
                    String leader = context.client().status().leader(Query.NONE.withGiven("region", region));
                    if (leader.isEmpty()) {
                        context.complain("Error determining leader of region \"" + region + "\": No cluster leader");
                    }
                    leaders.put(region, leader);
                } catch (DroverException fault) {
                    context.complain("Error determining leader of region \"" + region + "\": " + fault.getMessage());
                    leaders.put(region, "");
                }
            }
        }
        return leaders;
    }
}
