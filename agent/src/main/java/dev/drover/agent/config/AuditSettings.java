package dev.drover.agent.config;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The record of who asked what.
 *
 * @param enabled whether it is kept
 * @param sinks where; one in the data folder unless told
 * @param filters what is left out
 */
public record AuditSettings(boolean enabled, List<Sink> sinks, List<Filter> filters) {
    private static final String STAR = "*";
    private static final List<String> STAGES = List.of("OperationReceived", "OperationComplete", STAR);

    public AuditSettings {
        sinks = List.copyOf(sinks);
        filters = List.copyOf(filters);
    }

    /** What a request meets when its record cannot be written. */
    public enum Guarantee {
        /** It is refused. */
        ENFORCED,
        /** It is answered, and the log of the agent tells. */
        BEST_EFFORT
    }

    /**
     * A file of records.
     *
     * @param path empty for the usual place in the data folder
     * @param mode permissions of the file
     * @param rotateBytes size from which a new file is begun; 0 for any size
     * @param rotateAfter age from which a new file is begun; zero for any age
     * @param maxFiles how many earlier files are kept; 0 for all
     */
    public record Sink(
            String name,
            Guarantee guarantee,
            Optional<Path> path,
            Set<PosixFilePermission> mode,
            long rotateBytes,
            Duration rotateAfter,
            int maxFiles) {
        public Sink {
            mode = Set.copyOf(mode);
        }
    }

    /** Leaves out what fits one of each list; a star stands for any characters, an empty list fits nothing. */
    public record Filter(List<String> endpoints, List<String> stages, List<String> operations) {
        public Filter {
            endpoints = List.copyOf(endpoints);
            stages = List.copyOf(stages);
            operations = List.copyOf(operations);
        }
    }

    static AuditSettings of(Settings settings) {
        List<Sink> sinks = settings.labels("audit.sink").stream()
                .map(name -> sink(settings, name))
                .toList();
        return new AuditSettings(
                settings.bool("audit.enabled", false),
                sinks.isEmpty() ? List.of(sink(settings, "audit")) : sinks,
                settings.labels("audit.filter").stream()
                        .map(name -> filter(settings, "audit.filter." + name + "."))
                        .toList());
    }

    private static Sink sink(Settings settings, String name) {
        String prefix = "audit.sink." + name + ".";
        only(settings, prefix + "type", "file");
        only(settings, prefix + "format", "json");
        Optional<Path> path =
                settings.text(prefix + "path").filter(text -> !text.isEmpty()).map(Path::of);
        if (path.isPresent() && !path.get().isAbsolute()) {
            throw new ConfigException(
                    settings.origin(prefix + "path") + " must be an absolute path, found " + path.get());
        }
        return new Sink(
                name,
                guarantee(settings, prefix + "delivery_guarantee"),
                path,
                mode(settings, prefix + "mode"),
                atLeastZero(settings, prefix + "rotate_bytes"),
                settings.duration(prefix + "rotate_duration", Duration.ofHours(24)),
                atLeastZero(settings, prefix + "rotate_max_files"));
    }

    private static void only(Settings settings, String key, String allowed) {
        String found = settings.text(key, allowed);
        if (!found.equals(allowed)) {
            throw new ConfigException(settings.origin(key) + " must be \"" + allowed
                    + "\", which is all there is, found \"" + found + "\"");
        }
    }

    private static Guarantee guarantee(Settings settings, String key) {
        String found = settings.text(key, "enforced");
        return switch (found) {
            case "enforced" -> Guarantee.ENFORCED;
            case "best-effort" -> Guarantee.BEST_EFFORT;
            default ->
                throw new ConfigException(
                        settings.origin(key) + " must be \"enforced\" or \"best-effort\", found \"" + found + "\"");
        };
    }

    private static int atLeastZero(Settings settings, String key) {
        int number = settings.number(key, 0);
        if (number < 0) {
            throw new ConfigException(settings.origin(key) + " must not be negative, found " + number);
        }
        return number;
    }

    /** Permissions in octal digits, such as {@code 0640}. */
    private static Set<PosixFilePermission> mode(Settings settings, String key) {
        String text = settings.text(key, "0600");
        if (!text.matches("0?[0-7]{3}")) {
            throw new ConfigException(settings.origin(key)
                    + " must be permissions in octal digits such as \"0600\", found \"" + text + "\"");
        }
        int bits = Integer.parseInt(text, 8);
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            // They are listed from the owner's right to read down to the others' right to execute.
            if ((bits >> (all.length - 1 - i) & 1) == 1) {
                mode.add(all[i]);
            }
        }
        return mode;
    }

    private static Filter filter(Settings settings, String prefix) {
        only(settings, prefix + "type", "HTTPEvent");
        List<String> stages = settings.list(prefix + "stages");
        for (String stage : stages) {
            if (!stage.contains(STAR) && !STAGES.contains(stage)) {
                throw new ConfigException(settings.origin(prefix + "stages")
                        + " may name OperationReceived, OperationComplete or *, found \"" + stage + "\"");
            }
        }
        return new Filter(settings.list(prefix + "endpoints"), stages, settings.list(prefix + "operations"));
    }
}
