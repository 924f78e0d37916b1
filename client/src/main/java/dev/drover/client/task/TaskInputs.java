package dev.drover.client.task;

import dev.drover.artifact.ArtifactFetcher;
import dev.drover.template.source.Sources;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Where the files that tasks find before they start come from, by the configuration of the node. */
public record TaskInputs(ArtifactFetcher artifacts, Templates templates) {
    /**
     * The rules for templates.
     *
     * @param deniedFunctions that refuse to work
     * @param confined whether templates read files of their task only
     * @param settling for jobs that say nothing
     * @param bounds of what jobs may say
     */
    public record Templates(
            Sources sources, Set<String> deniedFunctions, boolean confined, Wait settling, Wait bounds) {
        public Templates {
            deniedFunctions = Set.copyOf(deniedFunctions);
        }
    }

    /**
     * How long changes may settle before a template is rendered again.
     *
     * @param min quiet for this long, but not longer than {@code max} altogether
     */
    public record Wait(Optional<Duration> min, Optional<Duration> max) {
        public static final Wait NONE = new Wait(Optional.empty(), Optional.empty());
        public static final Wait DEFAULT = of(Duration.ofSeconds(5), Duration.ofMinutes(4));

        public static Wait of(Duration min, Duration max) {
            return new Wait(Optional.of(min), Optional.of(max));
        }

        /** A time between the two; either may be missing. */
        Duration clamp(Duration time) {
            Duration low = min.filter(least -> time.compareTo(least) < 0).orElse(time);
            return max.filter(most -> low.compareTo(most) > 0).orElse(low);
        }
    }
}
