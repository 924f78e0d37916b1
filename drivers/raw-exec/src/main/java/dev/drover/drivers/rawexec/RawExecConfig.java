package dev.drover.drivers.rawexec;

import dev.drover.driver.ConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The options of a task. */
record RawExecConfig(
        String command,
        List<String> arguments,
        String workDirectory,
        List<String> deniedVariables,
        OptionalInt oomScore,
        List<String> faults) {
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
        for (String override : List.of("cgroup_v1_override", "cgroup_v2_override")) {
            if (reader.has(override)) {
                reader.fault(override, "is not supported here: raw_exec tasks are not put into control groups");
            }
        }
        OptionalInt score = oomScore.isPresent() ? OptionalInt.of((int) oomScore.getAsLong()) : OptionalInt.empty();
        return new RawExecConfig(command, arguments, workDirectory, denied, score, reader.finish());
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
