package dev.drover.agent.audit;

import com.google.re2j.Pattern;
import dev.drover.agent.config.AuditSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is left out of the records. */
record AuditFilter(List<Pattern> endpoints, List<Pattern> stages, List<Pattern> operations) {
    static AuditFilter of(AuditSettings.Filter settings) {
        return new AuditFilter(
                patterns(settings.endpoints()), patterns(settings.stages()), patterns(settings.operations()));
    }

    private static List<Pattern> patterns(List<String> globs) {
        return globs.stream().map(AuditFilter::pattern).toList();
    }

    /** A star stands for any characters, slashes too. */
    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean leavesOut(Stage stage, String operation, String endpoint) {
        return fits(endpoints, endpoint) && fits(stages, stage.text()) && fits(operations, operation);
    }

    private static boolean fits(List<Pattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }
}
