package dev.drover.keeper.process;

import dev.drover.driver.DriverException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command as it is executed. */
final class CommandLine {
    private CommandLine() {}

    /**
     * Finds the program and puts the change of the user before it.
     *
     * @throws DriverException when the program, the folder or the user does not exist
     */
    static List<String> of(List<String> words, Map<String, String> environment, Path directory, String user)
            throws DriverException {
        String program = words.getFirst();
        String searchPath = environment.getOrDefault("PATH", "");
        Path executable = Programs.find(program, searchPath, directory)
                .orElseThrow(() -> new DriverException(
                        program.contains("/")
                                ? program + " is not an executable file on this node"
                                : program + " was not found in PATH (" + searchPath + ")"));
        if (!Files.isDirectory(directory)) {
            throw new DriverException("the working directory " + directory + " does not exist on this node");
        }
        List<String> command = new ArrayList<>(UserSwitch.prefix(user));
        command.add(executable.toString());
        command.addAll(words.subList(1, words.size()));
        return command;
    }
}
