package dev.drover.keeper.process;

import dev.drover.driver.LogTarget;
import dev.drover.driver.TaskExit;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What must be known of a process to find it again.
 *
 * @param pid 0 in the moment before it is started
 * @param startTicks when it began, see {@link ProcessStat}
 * @param boot the run of the machine that it belongs to
 * @param grouped whether it has a control group
 * @param exit how it ended, once it has
 */
record ProcessRecord(
        String key,
        long pid,
        long startTicks,
        String boot,
        boolean grouped,
        LogTarget stdout,
        LogTarget stderr,
        Optional<TaskExit> exit) {
    static ProcessRecord planned(String key, boolean grouped, LogTarget stdout, LogTarget stderr) {
        return new ProcessRecord(key, 0, 0, ProcessStat.bootId(), grouped, stdout, stderr, Optional.empty());
    }

    ProcessRecord started(long startedPid) {
        long ticks = ProcessStat.of(startedPid).map(ProcessStat::startTicks).orElse(0L);
        return new ProcessRecord(key, startedPid, ticks, boot, grouped, stdout, stderr, exit);
    }

    ProcessRecord ended(TaskExit how) {
        return new ProcessRecord(key, pid, startTicks, boot, grouped, stdout, stderr, Optional.of(how));
    }

    Properties properties() {
        Properties all = new Properties();
        all.setProperty("key", key);
        all.setProperty("pid", Long.toString(pid));
        all.setProperty("start", Long.toString(startTicks));
        all.setProperty("boot", boot);
        all.setProperty("grouped", Boolean.toString(grouped));
        put(all, "stdout.", stdout);
        put(all, "stderr.", stderr);
        exit.ifPresent(how -> {
            all.setProperty("exit.code", Integer.toString(how.exitCode()));
            all.setProperty("exit.signal", Integer.toString(how.signal()));
            all.setProperty("exit.memory", Boolean.toString(how.outOfMemory()));
            all.setProperty("exit.error", how.error());
        });
        return all;
    }

    private static void put(Properties all, String prefix, LogTarget target) {
        all.setProperty(prefix + "directory", target.directory().toString());
        all.setProperty(prefix + "name", target.name());
        all.setProperty(prefix + "files", Integer.toString(target.maxFiles()));
        all.setProperty(prefix + "bytes", Long.toString(target.maxFileBytes()));
        all.setProperty(prefix + "enabled", Boolean.toString(target.enabled()));
    }

    /** @throws IllegalArgumentException when something is missing or no number */
    static ProcessRecord of(Properties all) {
        Optional<TaskExit> exit = all.containsKey("exit.code")
                ? Optional.of(new TaskExit(
                        Integer.parseInt(text(all, "exit.code")),
                        Integer.parseInt(text(all, "exit.signal")),
                        Boolean.parseBoolean(all.getProperty("exit.memory")),
                        text(all, "exit.error")))
                : Optional.empty();
        return new ProcessRecord(
                text(all, "key"),
                Long.parseLong(text(all, "pid")),
                Long.parseLong(text(all, "start")),
                text(all, "boot"),
                Boolean.parseBoolean(all.getProperty("grouped")),
                target(all, "stdout."),
                target(all, "stderr."),
                exit);
    }

    private static LogTarget target(Properties all, String prefix) {
        return new LogTarget(
                Path.of(text(all, prefix + "directory")),
                text(all, prefix + "name"),
                Integer.parseInt(text(all, prefix + "files")),
                Long.parseLong(text(all, prefix + "bytes")),
                Boolean.parseBoolean(text(all, prefix + "enabled")));
    }

    private static String text(Properties all, String name) {
        String value = all.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
