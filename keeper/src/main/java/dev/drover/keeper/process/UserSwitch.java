package dev.drover.keeper.process;

import dev.drover.driver.DriverException;
import dev.drover.driver.HostUser;
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
        HostUser account = HostUser.find(user);
        return List.of(
                setpriv.toString(), "--reuid=" + account.id(), "--regid=" + account.groupId(), "--init-groups", "--");
    }
}
