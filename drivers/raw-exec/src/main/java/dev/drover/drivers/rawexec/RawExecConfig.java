package dev.drover.drivers.rawexec;

import dev.drover.driver.ConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The options of a task.
 *
 * @param groups folders of control groups that somebody else made and the task enters
 * @param replaced whether they take the place of its own group
 */
record RawExecConfig(
        String command,
        List<String> arguments,
        String workDirectory,
        List<String> deniedVariables,
        OptionalInt oomScore,
        List<Path> groups,
        boolean replaced,
        List<String> faults) {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final int HIGHEST_OOM_SCORE = 1000;

    static RawExecConfig read(Map<String, Object> config) {
        ConfigReader reader = ConfigReader.of(config);
        String command = reader.requiredText("command");
        List<String> arguments = reader.texts("args");
        String workDirectory = reader.text("work_dir", "");
        if (!workDirectory.isEmpty() && !workDirectory.startsWith("/")) {
            reader.fault("work_dir", "must be an absolute path, but is \"" + workDirectory + "\"");
        }
        List<String> denied = reader.texts("denied_envvars");
        OptionalLong oomScore = reader.number("oom_score_adj");
        if (oomScore.isPresent() && (oomScore.getAsLong() < 0 || oomScore.getAsLong() > HIGHEST_OOM_SCORE)) {
            reader.fault("oom_score_adj", "must be between 0 and " + HIGHEST_OOM_SCORE);
        }
        Map<String, String> byController = reader.textMap("cgroup_v1_override");
        String unified = reader.text("cgroup_v2_override", "");
        if (!byController.isEmpty() && !unified.isEmpty()) {
            reader.fault("cgroup_v2_override", "and config.cgroup_v1_override exclude each other");
        }
        List<Path> groups = new ArrayList<>();
        byController.forEach((controller, path) -> groups.add(group(GROUPS.resolve(controller), path)));
        if (!unified.isEmpty()) {
            groups.add(group(GROUPS, unified));
        }
        OptionalInt score = oomScore.isPresent() ? OptionalInt.of((int) oomScore.getAsLong()) : OptionalInt.empty();
        return new RawExecConfig(
                command, arguments, workDirectory, denied, score, groups, !unified.isEmpty(), reader.finish());
    }

    /** A path from the top of the tree, or one of the host. */
    private static Path group(Path tree, String path) {
        Path given = Path.of(path);
        return given.startsWith(GROUPS) ? given : tree.resolve(path.replaceFirst("^/+", ""));
    }

    List<String> commandLine() {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(arguments);
        return line;
    }

    Path workDirectory(Path otherwise) {
        return workDirectory.isEmpty() ? otherwise : Path.of(workDirectory);
    }
}
