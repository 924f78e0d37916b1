package dev.drover.keeper.cgroup;

import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.keeper.process.NativeKill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One group: processes that are limited, measured and ended together. A process cannot leave it, and neither can what it starts. */
public sealed interface ControlGroup permits GroupV1, GroupV2 {
    /** How often it is looked whether killed processes are gone; the pauses between grow by a millisecond. */
    int ROUNDS = 60;

    /** From the top of the hierarchy, beginning with a slash. */
    String path();

    /**
     * Makes the group, or takes it as it is.
     *
     * @throws IOException when the kernel refuses it or a limit
     */
    void create(Limits limits) throws IOException;

    boolean exists();

    /** The files into which a thread or process writes 0 to enter. */
    List<Path> entrances();

    /** Numbers of the processes in it and below it. */
    List<Long> processes();

    GroupUsage usage();

    /** How many processes the kernel has killed since the limit of memory was reached. */
    long outOfMemoryKills();

    /** A group below this one, which counts against its limits. */
    ControlGroup child(String name);

    /** Names of the groups below. */
    List<String> children();

    /** Kills all at once, so that nothing can be started meanwhile. It has begun when this returns. */
    void killOnce();

    /** Removes the group and all below it. False when it is not empty. */
    boolean remove();

    /** Removes the group unless there are others below it, used or not. */
    void removeAlone();

    /**
     * Kills all and waits until they are gone. Bounded, since a process may hang in the kernel.
     *
     * @return false when something is left
     */
    default boolean killAll() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            if (processes().isEmpty()) {
                return true;
            }
            killOnce();
            Thread.sleep(round);
        }
        return processes().isEmpty();
    }

    /** Kills what is left and removes the group. */
    default boolean destroy() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            if (killAll() && remove()) {
                return true;
            }
            Thread.sleep(round);
        }
        return false;
    }

    /** Sends SIGKILL to each; a group that the host of processes is in itself cannot end it. */
    static void kill(List<Long> processes) {
        long own = ProcessHandle.current().pid();
        processes.stream().filter(pid -> pid != own).forEach(pid -> NativeKill.kill(pid, NativeKill.SIGKILL));
    }
}
