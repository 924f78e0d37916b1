package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.LocalFiles;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Sizes;
import dev.drover.cli.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code operator snapshot inspect}; asks no agent. */
public final class SnapshotInspectCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public SnapshotInspectCommand() {
        super("Show what a snapshot file holds", "<file>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path file = context.io().directory().resolve(single(arguments, "file"));
        LocalFiles.Facts facts;
        try {
            facts = context.io().files().inspectSnapshot(file);
        } catch (IOException fault) {
            throw new Failure("Error inspecting snapshot: " + fault.getMessage());
        }
        if (data.wanted()) {
            data.print(context, facts);
            return 0;
        }
        context.print(new Table()
                .row("ID", facts.id())
                .row("Size", Long.toString(facts.size()))
                .row("Index", Long.toString(facts.index()))
                .row("Version", Integer.toString(facts.version()))
                .row("Created by", facts.createdBy()));
        Table tables = Table.withHeader("Type", "Count", "Size");
        facts.tables().stream()
                .filter(part -> part.count() > 0)
                .forEach(part -> tables.row(part.name(), Long.toString(part.count()), Sizes.bytes(part.size())));
        context.section("Contents", tables);
        return 0;
    }
}
