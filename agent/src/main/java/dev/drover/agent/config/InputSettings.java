package dev.drover.agent.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How tasks of a node come to their files: the blocks {@code client.artifact} and {@code client.template}. Sizes are bytes, and 0 is no limit.
 *
 * @param environment names of variables of the agent that git gets to see
 * @param deniedFunctions functions of templates that refuse to work
 */
public record InputSettings(
        Duration httpTime,
        Duration gitTime,
        Duration s3Time,
        long downloadBytes,
        long unpackedBytes,
        int unpackedFiles,
        boolean inspects,
        List<String> environment,
        List<String> deniedFunctions,
        boolean templatesConfined,
        Duration settleMin,
        Duration settleMax,
        Optional<Duration> settleLowerBound,
        Optional<Duration> settleUpperBound) {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final List<String> DENIED = List.of("plugin", "executeTemplate", "writeToFile");

    static InputSettings of(Settings settings) {
        return new InputSettings(
                settings.duration("client.artifact.http_read_timeout", HALF_AN_HOUR),
                settings.duration("client.artifact.git_timeout", HALF_AN_HOUR),
                settings.duration("client.artifact.s3_timeout", HALF_AN_HOUR),
                bytes(settings, "client.artifact.http_max_size"),
                bytes(settings, "client.artifact.decompression_size_limit"),
                settings.number("client.artifact.decompression_file_count_limit", 4_096),
                !settings.bool("client.artifact.disable_artifact_inspection", false),
                names(settings.text("client.artifact.set_environment_variables", "")),
                denied(settings),
                !settings.bool("client.template.disable_file_sandbox", false),
                settings.duration("client.template.wait.min", Duration.ofSeconds(5)),
                settings.duration("client.template.wait.max", Duration.ofMinutes(4)),
                bound(settings, "client.template.wait_bounds.min"),
                bound(settings, "client.template.wait_bounds.max"));
    }

    private static long bytes(Settings settings, String key) {
        String text = settings.text(key, "100GB");
        try {
            return ByteSizes.parse(text);
        } catch (IllegalArgumentException fault) {
            throw new ConfigException(
                    settings.origin(key) + " must be a size such as \"100GB\", found \"" + text + "\"");
        }
    }

    /** An empty list denies nothing. */
    private static List<String> denied(Settings settings) {
        for (String key : List.of("client.template.function_denylist", "client.template.function_blacklist")) {
            if (settings.keys().contains(key)) {
                return settings.list(key).stream()
                        .filter(name -> !name.isEmpty())
                        .toList();
            }
        }
        return DENIED;
    }

    private static Optional<Duration> bound(Settings settings, String key) {
        return settings.text(key).filter(text -> !text.isEmpty()).map(text -> settings.duration(key, Duration.ZERO));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
