package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Sizes;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.AllocFileInfo;
import dev.drover.model.api.StreamFrame;
import dev.drover.sdk.AllocationFiles;
import dev.drover.sdk.Frames;
import dev.drover.sdk.LogPosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** {@code alloc fs}: lists folders and prints files. */
public final class AllocFilesCommand extends BaseCommand {
    private final Flag<Boolean> bytes = flags.toggle("H", "show sizes in bytes");
    private final Flag<Boolean> job = flags.toggle("job", "the argument is a job; take one of its allocations");
    private final Flag<Boolean> stat = flags.toggle("stat", "show the facts of a file instead of its content");
    private final TailFlags tail = new TailFlags(flags);

    public AllocFilesCommand() {
        super("List a folder of an allocation, or print a file", "<allocation> [path]");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new UsageException("This command takes one or two arguments: <allocation> [path]");
        }
        Allocation alloc = job.get()
                ? JobAllocation.of(context, arguments.getFirst(), "")
                : AllocLookup.whole(context, arguments.getFirst());
        String path = arguments.size() == 2 ? arguments.get(1) : "/";
        AllocationFiles files = context.client().files();
        AllocFileInfo info = context.ask(
                "Error reading file", () -> files.stat(alloc.id(), path).value());
        if (stat.get()) {
            context.print(table(context, List.of(info)));
        } else if (info.isDir()) {
            context.print(table(
                    context,
                    context.ask(
                            "Error listing files",
                            () -> files.list(alloc.id(), path).value())));
        } else if (tail.follow()) {
            follow(context, files, alloc.id(), path);
        } else {
            print(context, files, alloc.id(), path, info.size());
        }
        return 0;
    }

    private Table table(Context context, List<AllocFileInfo> files) {
        Table table = Table.withHeader("Mode", "Size", "Modified Time", "Name");
        files.forEach(file -> table.row(
                file.fileMode(),
                bytes.get() ? Long.toString(file.size()) : Sizes.bytes(file.size()),
                context.times().at(file.modTime()),
                file.isDir() ? file.name() + "/" : file.name()));
        return table;
    }

    private void print(Context context, AllocationFiles files, String id, String path, long size) throws IOException {
        LogPosition position = tail.position();
        long wanted = Math.min(size, position.bytes());
        try (InputStream file = context.ask(
                "Error reading file",
                () -> position.fromEnd() ? files.readAt(id, path, size - wanted, wanted) : files.cat(id, path))) {
            if (tail.cut().isAll()) {
                file.transferTo(context.io().out());
            } else {
                byte[] end = file.readAllBytes();
                int start = tail.cut().start(end);
                context.io().out().write(end, start, end.length - start);
            }
        }
    }

    private void follow(Context context, AllocationFiles files, String id, String path) throws IOException {
        try (Frames frames = context.ask("Error following file", () -> files.follow(id, path, tail.position()))) {
            for (Optional<StreamFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                byte[] data = Frames.data(frame.get());
                context.io().out().write(data, 0, data.length);
                context.io().out().flush();
            }
        }
    }
}
