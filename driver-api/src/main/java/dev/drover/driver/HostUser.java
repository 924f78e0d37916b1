package dev.drover.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A user of this host by its numbers. */
public record HostUser(String name, long id, long groupId) {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    /**
     * Looks a user up by name or number.
     *
     * @throws DriverException when there is no such user
     */
    public static HostUser find(String user) throws DriverException {
        for (String[] fields : lines(ACCOUNTS)) {
            if (fields.length >= 4 && (fields[0].equals(user) || fields[2].equals(user))) {
                return new HostUser(fields[0], number(fields[2]), number(fields[3]));
            }
        }
        throw new DriverException("user \"" + user + "\" does not exist on this node");
    }

    /** The groups of this user beside its own. */
    public List<Long> furtherGroups() throws DriverException {
        List<Long> ids = new ArrayList<>();
        for (String[] fields : lines(GROUPS)) {
            if (fields.length >= 4 && Arrays.asList(fields[3].split(",", -1)).contains(name)) {
                ids.add(number(fields[2]));
            }
        }
        return ids;
    }

    /**
     * Checks what the operator forbids.
     *
     * @throws DriverException when the user, or its own group, may not run tasks here
     */
    public void require(IdRanges deniedUsers, IdRanges deniedGroups) throws DriverException {
        if (deniedUsers.contains(id)) {
            throw new DriverException("running as host user id " + id + " is disallowed on this node");
        }
        if (deniedGroups.contains(groupId)) {
            throw new DriverException("running as host group id " + groupId + " is disallowed on this node");
        }
    }

    private static List<String[]> lines(Path file) throws DriverException {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(":", -1))
                    .toList();
        } catch (IOException fault) {
            throw new DriverException("users of this node cannot be read: " + fault.getMessage());
        }
    }

    private static long number(String text) throws DriverException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException fault) {
            throw new DriverException("users of this node cannot be read: \"" + text + "\" is no number");
        }
    }
}
