package dev.drover.model.wire;

import dev.drover.model.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The records of the model that have a form in JSON, found among the compiled classes. */
final class Records {
    private Records() {}

    static Stream<Class<?>> all() throws IOException {
        Path classes = Path.of(
                Job.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.contains("package-info") && !name.contains("$"))
                    .<Class<?>>map(
                            name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
                    .filter(type -> type.isRecord() && hasWireNames(type))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .toList()
                    .stream();
        }
    }

    private static boolean hasWireNames(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).anyMatch(part -> part.isAnnotationPresent(Wire.class));
    }

    static List<String> wireNames(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> Objects.requireNonNull(component.getAnnotation(Wire.class))
                        .value())
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
