package dev.drover.dist;

import dev.drover.agent.AgentMain;
import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import dev.drover.scheduler.bench.BenchMain;
import dev.drover.sim.SimMain;
import dev.drover.sim.load.LoadMain;
import java.io.IOException;
import java.util.List;

/**
 * The one program. Its first word says what kind of process it becomes; the launcher chooses the flags of the virtual machine by
 * the same word.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> words) throws IOException, InterruptedException {
        String first = words.isEmpty() ? "" : words.getFirst();
        return switch (first) {
            case "agent" -> AgentMain.run(words.subList(1, words.size()), System.out, System.err);
            case "sim" -> SimMain.run(words.subList(1, words.size()), System.out, System.err);
            case "bench" -> bench(words.subList(1, words.size()));
            case "quickstart" -> new Quickstart(io()).run(words.subList(1, words.size()));
            case "train-cli" -> Training.commandLine();
            case "train-agent" -> Training.agent();
            default -> Cli.run(words, io());
        };
    }

    private static int bench(List<String> words) throws InterruptedException {
        return !words.isEmpty() && words.getFirst().equals("api")
                ? LoadMain.run(words.subList(1, words.size()), System.out, System.err)
                : BenchMain.run(words, System.out, System.err);
    }

    private static CliIo io() {
        return CliIo.ofProcess(System.getProperty("drover.program", "drover")).reading(new AgentFiles());
    }
}
