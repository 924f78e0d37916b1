package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.model.ReferenceTables;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.api.AgentHealthResponse;
import dev.drover.model.api.FuzzySearchResponse;
import dev.drover.model.api.HostStats;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.api.JobVersionsResponse;
import dev.drover.model.api.SearchResponse;
import dev.drover.model.api.ServerMembers;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobSummary;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeListStub;
import dev.drover.model.node.NodePool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that a real cluster answered, where the machine has them, and our own variants of them everywhere. */
class SamplesTest {
    private static final Path SAMPLES = ReferenceTables.path("samples");

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of("job.json", Job.class),
                Arguments.of("allocation.json", Allocation.class),
                Arguments.of("allocation-failed.json", Allocation.class),
                Arguments.of("allocation-stub.json", AllocationListStub.class),
                Arguments.of("node.json", Node.class),
                Arguments.of("nodes.json", NodeListStub.class),
                Arguments.of("evaluation.json", Evaluation.class),
                Arguments.of("jobs.json", JobListStub.class),
                Arguments.of("job-plan.json", JobPlanResponse.class),
                Arguments.of("job-summary.json", JobSummary.class),
                Arguments.of("job-versions.json", JobVersionsResponse.class),
                Arguments.of("job-submission.json", JobSubmission.class),
                Arguments.of("deployments.json", Deployment.class),
                Arguments.of("deployment-canary.json", Deployment.class),
                Arguments.of("search.json", SearchResponse.class),
                Arguments.of("fuzzy-search.json", FuzzySearchResponse.class),
                Arguments.of("client-stats.json", HostStats.class),
                Arguments.of("namespaces.json", Namespace.class),
                Arguments.of("node-pools.json", NodePool.class),
                Arguments.of("agent-members.json", ServerMembers.class),
                Arguments.of("agent-health.json", AgentHealthResponse.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_answer_is_read_and_written_with_the_same_fields_and_empty_forms(String file, Class<?> type)
            throws IOException {
        assumeTrue(Files.exists(SAMPLES.resolve(file)), "the samples are not on this machine");
        byte[] json = Files.readAllBytes(SAMPLES.resolve(file));
        boolean list = json[0] == '[';
        String written = list ? Json.write(Json.readList(type, json)) : Json.write(Json.read(type, json));
        assertThat(JsonPaths.differences(new String(json, StandardCharsets.UTF_8), written))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"job.json, dev.drover.model.job.Job", "allocation.json, dev.drover.model.alloc.Allocation"})
    void our_own_variants_keep_their_fields_and_empty_forms_too(String file, Class<?> type) throws IOException {
        try (InputStream answer = SamplesTest.class.getResourceAsStream("/answers/" + file)) {
            String json = new String(Objects.requireNonNull(answer).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(presentDifferences(json, Json.write(Json.read(type, json))))
                    .isEmpty();
        }
    }

    /** The variant of an allocation is short: what it does not mention may come along empty. */
    private static List<String> presentDifferences(String json, String written) {
        return JsonPaths.differences(json, written).stream()
                .filter(difference -> !difference.contains(": absent -> "))
                .toList();
    }

    static Stream<Arguments> events() throws IOException {
        Path file = SAMPLES.resolve("event-stream.json");
        if (!Files.exists(file)) {
            return Stream.of(Arguments.of("nothing", Map.of()));
        }
        return Json.readList(Map.class, Files.readAllBytes(file)).stream()
                .map(batch -> batch.get("Events"))
                .flatMap(events -> events instanceof List<?> list ? list.stream() : Stream.of())
                .map(event -> Arguments.of(((Map<?, ?>) event).get("Type"), ((Map<?, ?>) event).get("Payload")));
    }

    private static final Map<String, Class<?>> PAYLOADS = Map.of(
            "Job", Job.class,
            "Node", Node.class,
            "Allocation", Allocation.class,
            "Evaluation", Evaluation.class,
            "Deployment", Deployment.class);

    @ParameterizedTest
    @MethodSource("events")
    void objects_inside_events_keep_their_fields(String event, Map<?, ?> payload) {
        payload.forEach((name, object) -> {
            Class<?> type = PAYLOADS.get(name);
            if (type != null) {
                String json = Json.write(object);
                String written = Json.write(Json.read(type, json));
                // Free-form objects drop nulls, so what the record adds as null or empty is no difference here.
                assertThat(JsonPaths.differences(json, written))
                        .as(event)
                        .allMatch(difference ->
                                difference.endsWith("null") || difference.endsWith("{}") || difference.endsWith("[]"));
            }
        });
    }
}
