package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.jobspec.hcl.DiagnosticRenderer;
import dev.drover.jobspec.hcl.Formatted;
import dev.drover.jobspec.hcl.Hcl;
import dev.drover.jobspec.hcl.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code fmt}: rewrites HCL files in canonical style. */
public final class FormatCommand extends BaseCommand {
    private final Flag<Boolean> check =
            flags.toggle("check", "rewrite nothing; exit code 1 when a file is not in canonical style");
    private final Flag<Boolean> write =
            flags.toggle("write", true, "rewrite the files; otherwise print their new text");
    private final Flag<Boolean> list = flags.toggle("list", true, "print the names of files that change");
    private final Flag<Boolean> recursive = flags.toggle("recursive", "also files in folders below");

    public FormatCommand() {
        super("Rewrite HCL files in canonical style", "[file or folder...]");
    }

    /** What happened to the files so far. */
    private static final class Tally {
        private boolean changed;
        private boolean broken;
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        Tally tally = new Tally();
        if (arguments.equals(List.of("-"))) {
            String text = new String(context.io().in().readAllBytes(), StandardCharsets.UTF_8);
            formatInput(context, text, tally);
        } else {
            for (String argument : arguments.isEmpty() ? List.of(".") : arguments) {
                for (Path file : files(context, argument)) {
                    format(context, file, tally);
                }
            }
        }
        return tally.broken || (check.get() && tally.changed) ? 1 : 0;
    }

    private List<Path> files(Context context, String argument) throws IOException {
        Path path = context.io().directory().resolve(argument);
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw new Failure("No file or directory at " + argument);
            }
            return List.of(path);
        }
        try (Stream<Path> found = Files.walk(path, recursive.get() ? Integer.MAX_VALUE : 1)) {
            return new ArrayList<>(new TreeSet<>(found.filter(Files::isRegularFile)
                    .filter(FormatCommand::isHcl)
                    .toList()));
        }
    }

    private static boolean isHcl(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(".hcl", ".nomad", ".drover").anyMatch(name::endsWith);
    }

    private void format(Context context, Path file, Tally tally) throws IOException {
        String before = Files.readString(file);
        String name = file.normalize().toString();
        switch (Hcl.format(new SourceFile(name, before))) {
            case Formatted.Refused refused -> refuse(context, refused, tally);
            case Formatted.Text after -> {
                boolean changes = !after.text().equals(before);
                tally.changed |= changes;
                if (changes && list.get()) {
                    context.print(name);
                }
                if (check.get()) {
                    return;
                }
                if (!write.get()) {
                    context.io().out().print(after.text());
                } else if (changes) {
                    Files.writeString(file, after.text());
                }
            }
        }
    }

    private void formatInput(Context context, String before, Tally tally) {
        switch (Hcl.format(new SourceFile("stdin", before))) {
            case Formatted.Refused refused -> refuse(context, refused, tally);
            case Formatted.Text after -> {
                tally.changed |= !after.text().equals(before);
                if (!check.get()) {
                    context.io().out().print(after.text());
                }
            }
        }
    }

    private static void refuse(Context context, Formatted.Refused refused, Tally tally) {
        tally.broken = true;
        context.complain(DiagnosticRenderer.render(refused.diagnostics()).stripTrailing());
    }
}
