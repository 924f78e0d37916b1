package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import dev.drover.server.metric.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each known name of a figure is there, or docs/metrics.md says why it is not. */
@EnabledIf("tableIsThere")
class MetricNamesTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static final String ROOT = System.getProperty("drover.root", "..");
    private static final Path TABLE = Path.of(System.getProperty("drover.reference", ROOT + "/../shared/reference"))
            .resolve("metrics.tsv");

    /** There, but not in an agent like this one, where all is well. */
    private static final Set<String> ELSEWHERE = Set.of(
            "nomad.raft.appliedIndex",
            "nomad.raft.lastIndex",
            "nomad.nomad.plan.node_rejected",
            "nomad.nomad.quota.utilization.cpu",
            "nomad.nomad.quota.utilization.memory_mb",
            "nomad.nomad.quota.utilization.cores");

    static boolean tableIsThere() {
        return Files.exists(TABLE);
    }

    @Test
    void every_name_is_there_or_has_a_reason_not_to_be() throws IOException {
        agent.run(TestJobs.batch("named", "true"), "named", "complete");
        Set<String> there = new TreeSet<>();
        Matcher name = Pattern.compile("(?m)^# TYPE (\\S+) ")
                .matcher(agent.get("/v1/metrics?format=prometheus").text());
        while (name.find()) {
            there.add(name.group(1));
        }
        List<Pattern> absent = absent();
        Set<String> timed = new TimedRoutes(new Meters()).names();
        List<String> unexplained = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<String> lines = Files.readAllLines(TABLE);
        for (String line : lines.subList(1, lines.size())) {
            String known = line.split("\t", -1)[0];
            boolean isThere = ELSEWHERE.contains(known)
                    || timed.contains(known)
                    || there.contains(known.replace("<type>", "batch").replace('.', '_'));
            boolean explained =
                    absent.stream().anyMatch(pattern -> pattern.matcher(known).matches());
            if (!isThere && !explained) {
                unexplained.add(known);
            } else if (isThere && explained) {
                wrong.add(known);
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(wrong).as("said to be absent").isEmpty();
    }

    /** The names in the first column of the last table of the page; a star stands for any end. */
    private static List<Pattern> absent() throws IOException {
        String page = Files.readString(Path.of(ROOT).resolve("docs").resolve("metrics.md"));
        List<Pattern> patterns = new ArrayList<>();
        page.substring(page.indexOf("## Not there yet"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .forEach(names -> {
                    Matcher quoted = Pattern.compile("`([^`]+)`").matcher(names);
                    while (quoted.find()) {
                        patterns.add(
                                Pattern.compile(Pattern.quote(quoted.group(1)).replace("*", "\\E.*\\Q")));
                    }
                });
        return patterns;
    }
}
