package dev.drover.dist;

import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import java.util.List;

/**
 * The work that the launcher has a process do once after a build, to record which classes it loads. The virtual machine then
 * starts from that record (JEP 514). What is not exercised here still works, only slower at its first use.
 */
final class Training {
    private static final List<List<String>> COMMANDS = List.of(List.of("version"), List.of("-help"));

    private Training() {}

    /**
     * Runs commands as a user would.
     *
     * @return 0, whatever the commands return: some are meant to fail, since failing loads classes too
     */
    static int commandLine() {
        for (List<String> command : COMMANDS) {
            Cli.run(command, CliIo.ofProcess("drover"));
        }
        return 0;
    }
}
