package dev.drover.drivers.java;

import dev.drover.driver.ConfigReader;
import dev.drover.drivers.isolated.Confinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a task.
 *
 * @param words what follows the name of the Java program on its command line
 */
record JavaConfig(List<String> words, Confinement confinement, List<String> faults) {
    static JavaConfig read(Map<String, Object> config) {
        ConfigReader reader = ConfigReader.of(config);
        String jar = reader.text("jar_path", "");
        String mainClass = reader.text("class", "");
        if (jar.isEmpty() && mainClass.isEmpty()) {
            reader.fault("jar_path", "or config.class is required");
        }
        String classPath = reader.text("class_path", "");
        List<String> words = new ArrayList<>(reader.texts("jvm_options"));
        if (!classPath.isEmpty()) {
            words.addAll(List.of("-cp", classPath));
        }
        if (mainClass.isEmpty()) {
            words.addAll(List.of("-jar", jar));
        } else {
            if (classPath.isEmpty() && !jar.isEmpty()) {
                words.addAll(List.of("-cp", jar));
            }
            words.add(mainClass);
        }
        words.addAll(reader.texts("args"));
        return new JavaConfig(words, Confinement.read(reader), reader.finish());
    }
}
