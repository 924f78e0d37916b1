package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.LocalFiles;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code operator raft info}; asks no agent. */
public final class RaftInfoCommand extends BaseCommand {
    public RaftInfoCommand() {
        super("Sum up the log of a server that does not run", "<path to data dir>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path folder = context.io().directory().resolve(single(arguments, "path to data dir"));
        LocalFiles.LogFacts facts;
        try {
            facts = context.io().files().raftInfo(folder);
        } catch (IOException fault) {
            throw new Failure("Error reading the log: " + fault.getMessage());
        }
        context.print(new Table()
                .row("Path", facts.folder())
                .row("Length", Long.toString(facts.entries()))
                .row("First Index", Long.toString(facts.firstIndex()))
                .row("Last Index", Long.toString(facts.lastIndex()))
                .row("Last Term", Long.toString(facts.lastTerm()))
                .row("Snapshot Index", facts.snapshotIndex() < 0 ? "<none>" : Long.toString(facts.snapshotIndex())));
        Table terms = Table.withHeader("Term", "Entries");
        facts.terms().forEach((term, count) -> terms.row(Long.toString(term), Long.toString(count)));
        context.section("Entries by Term", terms);
        Table peers = Table.withHeader("Server");
        facts.peers().forEach(peers::row);
        context.section("Group", peers);
        return 0;
    }
}
