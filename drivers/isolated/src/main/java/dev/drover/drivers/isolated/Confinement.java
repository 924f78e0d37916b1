package dev.drover.drivers.isolated;

import dev.drover.driver.ConfigReader;
import java.util.List;

/**
 * The options that all isolated tasks have.
 *
 * @param pidMode empty for the default of the node
 * @param workDirectory an absolute path inside
 */
public record Confinement(
        String pidMode,
        String ipcMode,
        List<String> addCapabilities,
        List<String> dropCapabilities,
        String workDirectory) {
    public Confinement {
        addCapabilities = List.copyOf(addCapabilities);
        dropCapabilities = List.copyOf(dropCapabilities);
    }

    public static Confinement read(ConfigReader reader) {
        String workDirectory = reader.text("work_dir", "");
        if (!workDirectory.isEmpty() && !workDirectory.startsWith("/")) {
            reader.fault("work_dir", "must be an absolute path, but is \"" + workDirectory + "\"");
        }
        return new Confinement(
                mode(reader, "pid_mode"),
                mode(reader, "ipc_mode"),
                reader.texts("cap_add"),
                reader.texts("cap_drop"),
                workDirectory.isEmpty() ? "/" : workDirectory);
    }

    private static String mode(ConfigReader reader, String key) {
        String mode = reader.text(key, "");
        if (!mode.isEmpty() && !IsolationOptions.MODES.contains(mode)) {
            reader.fault(key, "must be private or host, but is \"" + mode + "\"");
        }
        return mode;
    }
}
