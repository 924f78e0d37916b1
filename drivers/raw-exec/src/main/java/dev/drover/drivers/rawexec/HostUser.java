package dev.drover.drivers.rawexec;

import dev.drover.driver.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Numbers of a user of this host. */
record HostUser(long id, long groupId) {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");

    /** Looks a user up by name or number. */
    static HostUser find(String user) throws DriverException {
        try {
            for (String line : Files.readAllLines(ACCOUNTS)) {
                String[] fields = line.split(":", -1);
                if (fields.length >= 4 && (fields[0].equals(user) || fields[2].equals(user))) {
                    return new HostUser(Long.parseLong(fields[2]), Long.parseLong(fields[3]));
                }
            }
        } catch (IOException | NumberFormatException fault) {
            throw new DriverException("users of this node cannot be read: " + fault.getMessage());
        }
        throw new DriverException("user \"" + user + "\" does not exist on this node");
    }
}
