package dev.drover.drivers.exec;

import dev.drover.driver.ConfigReader;
import dev.drover.drivers.isolated.Confinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a task.
 *
 * @param command program and arguments
 */
record ExecConfig(List<String> command, Confinement confinement, List<String> faults) {
    static ExecConfig read(Map<String, Object> config) {
        ConfigReader reader = ConfigReader.of(config);
        List<String> command = new ArrayList<>(List.of(reader.requiredText("command")));
        command.addAll(reader.texts("args"));
        return new ExecConfig(command, Confinement.read(reader), reader.finish());
    }
}
