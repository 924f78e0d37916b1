package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.wire.Json;
import dev.drover.sdk.Query;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** {@code operator autopilot health}. */
public final class AutopilotHealthCommand extends BaseCommand {
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT);

    private final Flag<Boolean> json = flags.toggle("json", "print as JSON");

    public AutopilotHealthCommand() {
        super("Show whether the servers are healthy", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        OperatorHealthReply health = context.ask(
                "Error querying Autopilot health",
                () -> context.client().operator().autopilotHealth(Query.NONE));
        if (json.get()) {
            context.print(Json.write(health));
            return 0;
        }
        context.print("Healthy: " + health.healthy());
        context.print("FailureTolerance: " + health.failureTolerance());
        context.print("Leader: " + health.leader());
        context.print("Voters:  ");
        health.voters().forEach(voter -> context.print("\t" + voter));
        context.print("Servers: ");
        Table table = Table.withHeader(
                "ID",
                "Name",
                "Address",
                "SerfStatus",
                "Version",
                "Leader",
                "Voter",
                "Healthy",
                "LastContact",
                "LastTerm",
                "LastIndex",
                "StableSince");
        health.servers()
                .forEach(server -> table.row(
                        server.id(),
                        server.name(),
                        server.address(),
                        server.serfStatus(),
                        server.version(),
                        Boolean.toString(server.leader()),
                        Boolean.toString(server.voter()),
                        Boolean.toString(server.healthy()),
                        server.lastContact(),
                        Long.toString(server.lastTerm()),
                        Long.toString(server.lastIndex()),
                        SINCE.format(server.stableSince().atOffset(ZoneOffset.UTC))));
        context.print(table + "\n");
        return 0;
    }
}
