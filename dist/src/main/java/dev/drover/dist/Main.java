package dev.drover.dist;

import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import java.util.List;

/**
 * The one program. Its first word says what kind of process it becomes; the launcher chooses the flags of the virtual machine by
 * the same word.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> words) {
        String first = words.isEmpty() ? "" : words.getFirst();
        return switch (first) {
            case "train-cli" -> Training.commandLine();
            default -> Cli.run(words, CliIo.ofProcess(System.getProperty("drover.program", "drover")));
        };
    }
}
