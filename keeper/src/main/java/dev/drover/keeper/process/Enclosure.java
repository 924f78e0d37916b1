package dev.drover.keeper.process;

import dev.drover.driver.TaskExit;
import dev.drover.keeper.cgroup.ControlGroup;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** What holds the processes of a task together: its control group, which nothing can leave, or else its session. */
record Enclosure(Session session, Optional<ControlGroup> group) {
    private static final System.Logger LOGGER = System.getLogger(Enclosure.class.getName());

    void killAll() throws InterruptedException {
        if (group.isPresent()) {
            group.get().killAll();
        }
        // What the runtime of a container starts is in the group, but what began outside of it may not be.
        if (group.isEmpty() || NativeKill.kill(-session.id(), 0)) {
            session.killAll();
        }
    }

    /** The exit with what only the group knows. */
    TaskExit complete(TaskExit exit) {
        boolean killed = !exit.successful()
                && group.filter(each -> each.outOfMemoryKills() > 0).isPresent();
        return killed ? new TaskExit(exit.exitCode(), exit.signal(), true, exit.error()) : exit;
    }

    void remove() throws InterruptedException {
        if (group.isPresent() && !group.get().destroy()) {
            LOGGER.log(
                    Level.WARNING,
                    "control group {0} cannot be removed yet",
                    group.get().path());
        }
    }
}
