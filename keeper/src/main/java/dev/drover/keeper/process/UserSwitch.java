package dev.drover.keeper.process;

import dev.drover.driver.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program as another user through {@code setpriv}, which replaces itself by the program. */
final class UserSwitch {
    private UserSwitch() {}

    /** What to put before a command so that it runs as the user; nothing for the agent's own. */
    static List<String> prefix(String user) throws DriverException {
        if (user.isEmpty() || user.equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new DriverException("the task wants user \"" + user + "\", but the agent does not run as root");
        }
        Path setpriv = Programs.find("setpriv", "", Path.of("/"))
                .orElseThrow(() -> new DriverException("setpriv is missing on this node; install util-linux"));
        String[] account = account(user);
        return List.of(setpriv.toString(), "--reuid=" + account[2], "--regid=" + account[3], "--init-groups", "--");
    }

    /** The fields of {@code /etc/passwd}. */
    private static String[] account(String user) throws DriverException {
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                String[] fields = line.split(":", -1);
                if (fields.length >= 4 && (fields[0].equals(user) || fields[2].equals(user))) {
                    return fields;
                }
            }
        } catch (IOException fault) {
            throw new DriverException("users of this node cannot be read: " + fault.getMessage());
        }
        throw new DriverException("user \"" + user + "\" does not exist on this node");
    }
}
