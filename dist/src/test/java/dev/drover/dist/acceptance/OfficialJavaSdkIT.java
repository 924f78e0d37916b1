package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hashicorp.nomad.apimodel.AclPolicy;
import com.hashicorp.nomad.apimodel.AclToken;
import com.hashicorp.nomad.apimodel.AllocFileInfo;
import com.hashicorp.nomad.apimodel.AllocationListStub;
import com.hashicorp.nomad.apimodel.Deployment;
import com.hashicorp.nomad.apimodel.EphemeralDisk;
import com.hashicorp.nomad.apimodel.Evaluation;
import com.hashicorp.nomad.apimodel.Job;
import com.hashicorp.nomad.apimodel.Namespace;
import com.hashicorp.nomad.apimodel.Node;
import com.hashicorp.nomad.apimodel.NodeListStub;
import com.hashicorp.nomad.apimodel.ParameterizedJobConfig;
import com.hashicorp.nomad.apimodel.Resources;
import com.hashicorp.nomad.apimodel.StreamFrame;
import com.hashicorp.nomad.apimodel.Task;
import com.hashicorp.nomad.apimodel.TaskGroup;
import com.hashicorp.nomad.apimodel.UpdateStrategy;
import com.hashicorp.nomad.javasdk.ClientApi;
import com.hashicorp.nomad.javasdk.ErrorResponseException;
import com.hashicorp.nomad.javasdk.EvaluationResponse;
import com.hashicorp.nomad.javasdk.FramedStream;
import com.hashicorp.nomad.javasdk.NomadApiClient;
import com.hashicorp.nomad.javasdk.NomadPredicates;
import com.hashicorp.nomad.javasdk.QueryOptions;
import com.hashicorp.nomad.javasdk.WaitStrategy;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of Nomad's own makers, as it is published, against an agent with access control. */
class OfficialJavaSdkIT {
    private static final WaitStrategy SOON = WaitStrategy.waitForSeconds(60);

    @TempDir
    static Path folder;

    private static DevAgent agent;
    private static NomadApiClient client;

    @BeforeAll
    static void startAndBootstrap() throws Exception {
        agent = DevAgent.start(folder, "acl { enabled = true }");
        client = new NomadApiClient(agent.address());
        await().atMost(DevAgent.PATIENCE)
                .ignoreExceptions()
                .until(() -> !client.getStatusApi().leader().getValue().isEmpty());
        client.setAuthToken(client.getAclTokensApi().bootstrap().getValue().getSecretId());
        client.pollUntilAgentIsReady(SOON);
        client.pollUntilClusterHealthy(SOON);
        client.getNodesApi()
                .list(QueryOptions.pollRepeatedlyUntil(
                        NomadPredicates.responseValue(nodes ->
                                nodes.stream().anyMatch(node -> node.getStatus().equals("ready"))),
                        SOON));
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        agent.close();
    }

    private static Job job(String id, String type, String script) {
        return new Job()
                .setId(id)
                .setName(id)
                .setType(type)
                .setPriority(50)
                .addDatacenters("dc1")
                .addTaskGroups(new TaskGroup()
                        .setName("group")
                        .setCount(1)
                        .setEphemeralDisk(new EphemeralDisk().setSizeMb(10))
                        .addTasks(new Task()
                                .setName("task")
                                .setDriver("raw_exec")
                                .setConfig(Map.of("command", "/bin/sh", "args", List.of("-c", script)))
                                .setResources(new Resources().setCpu(20).setMemoryMb(20))));
    }

    private static UpdateStrategy quickUpdate() {
        return new UpdateStrategy()
                .setMaxParallel(1)
                .setHealthCheck("task_states")
                .setMinHealthyTime(1_000_000L)
                .setHealthyDeadline(60_000_000_000L)
                .setProgressDeadline(120_000_000_000L);
    }

    private static void awaitDeployed(String job) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> latest(job).getStatus().equals("successful"));
    }

    private static <T> T of(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static int runningOf(String job) throws Exception {
        return of(client.getJobsApi().summary(job).getValue().getSummary(), "group")
                .getRunning();
    }

    private static Evaluation register(Job job) throws Exception {
        EvaluationResponse registered = client.getJobsApi().register(job);
        return client.getEvaluationsApi().pollForCompletion(registered, SOON).getValue();
    }

    private static AllocationListStub allocation(String job, String status) throws Exception {
        return client
                .getJobsApi()
                .allocations(
                        job,
                        QueryOptions.pollRepeatedlyUntil(
                                NomadPredicates.responseValue(found -> found.stream()
                                        .anyMatch(each -> each.getClientStatus().equals(status))),
                                SOON))
                .getValue()
                .stream()
                .filter(each -> each.getClientStatus().equals(status))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_job_is_validated_planned_registered_read_changed_and_stopped() throws Exception {
        Job job = job("life", "service", "sleep 600").setUpdate(quickUpdate());
        assertThat(client.getJobsApi().validate(job).getValue().getValidationErrors())
                .isNullOrEmpty();
        assertThat(of(
                                client.getJobsApi()
                                        .plan(job, true)
                                        .getValue()
                                        .getAnnotations()
                                        .getDesiredTgUpdates(),
                                "group")
                        .getPlace())
                .isEqualTo(BigInteger.ONE);

        assertThat(register(job).getStatus()).isEqualTo("complete");

        AllocationListStub running = allocation("life", "running");
        assertThat(client.getJobsApi().info("life").getValue().getStatus()).isEqualTo("running");
        assertThat(client.getJobsApi().list("li").getValue())
                .extracting(each -> each.getId())
                .containsExactly("life");
        assertThat(runningOf("life")).isEqualTo(1);
        assertThat(client.getAllocationsApi().info(running.getId()).getValue().getTaskStates())
                .containsKey("task");
        assertThat(client.getAllocationsApi()
                        .list(running.getId().substring(0, 8))
                        .getValue())
                .hasSize(1);

        job.setPriority(60);
        register(job);
        assertThat(client.getJobsApi().versions("life").getValue().getVersions())
                .hasSize(2);
        client.getJobsApi().revert("life", BigInteger.ZERO, null);
        assertThat(client.getJobsApi().info("life").getValue().getPriority()).isEqualTo(50);
        assertThat(client.getJobsApi().scaleStatus("life").getValue().getTaskGroups())
                .containsKey("group");
        awaitDeployed("life");
        client.getJobsApi().scaleGroup("life", "group", 2, "more", Map.of(), null);
        await().atMost(Duration.ofSeconds(60)).until(() -> runningOf("life") == 2);
        client.getJobsApi().forceEvaluate("life");
        assertThat(client.getAllocationsApi().stop(running.getId()).getValue().getEvalId())
                .isNotEmpty();

        client.getEvaluationsApi().pollForCompletion(client.getJobsApi().deregister("life", true), SOON);
        assertThatThrownBy(() -> client.getJobsApi().info("life"))
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("404");
    }

    @Test
    void evaluations_are_found_with_their_allocations() throws Exception {
        Evaluation evaluation = register(job("evaluated", "batch", "true"));

        assertThat(client.getEvaluationsApi()
                        .info(evaluation.getId())
                        .getValue()
                        .getTriggeredBy())
                .isEqualTo("job-register");
        assertThat(client.getEvaluationsApi().list(evaluation.getId()).getValue())
                .hasSize(1);
        assertThat(client.getEvaluationsApi().allocations(evaluation.getId()).getValue())
                .extracting(AllocationListStub::getJobId)
                .containsExactly("evaluated");
        assertThat(client.getJobsApi().evaluations("evaluated").getValue())
                .extracting(Evaluation::getId)
                .contains(evaluation.getId());
    }

    @Test
    void a_dispatched_job_gets_its_payload() throws Exception {
        Job job = job("called", "batch", "tr a-z A-Z < $NOMAD_TASK_DIR/words")
                .setParameterizedJob(new ParameterizedJobConfig().setPayload("required"));
        job.getTaskGroups()
                .getFirst()
                .getTasks()
                .getFirst()
                .setDispatchPayload(new com.hashicorp.nomad.apimodel.DispatchPayloadConfig().setFile("words"));
        client.getJobsApi().register(job);

        String child = client.getJobsApi()
                .dispatch("called", "quiet".getBytes(StandardCharsets.UTF_8))
                .getValue()
                .getDispatchedJobId();

        AllocationListStub ended = allocation(child, "complete");
        try (InputStream log = node(ended).logs(ended.getId(), "task", false, "stdout")) {
            assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("QUIET");
        }
    }

    private static ClientApi node(AllocationListStub allocation) throws Exception {
        return client.lookupClientApiByNodeId(allocation.getNodeId());
    }

    @Test
    void files_and_logs_of_a_task_are_read() throws Exception {
        register(job("files", "service", "echo one; echo two >&2; echo kept > $NOMAD_TASK_DIR/file; exec sleep 600"));
        AllocationListStub running = allocation("files", "running");
        String id = running.getId();
        ClientApi node = node(running);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> node.cat(id, "task/local/file").getValue().equals("kept\n"));

        assertThat(node.ls(id, "/").getValue())
                .extracting(AllocFileInfo::getName)
                .contains("alloc", "task");
        assertThat(node.stat(id, "task/local/file").getValue().getSize()).isEqualTo(5);
        assertThat(node.readAt(id, "task/local/file", 1, 3).getValue()).isEqualTo("ept");
        try (FramedStream stream = node.stream(id, "task/local/file")) {
            assertThat(stream.hasNextFrame()).isTrue();
            StreamFrame frame = stream.nextFrame();
            assertThat(new String(frame.getData(), StandardCharsets.UTF_8)).isEqualTo("kept\n");
        }
        try (FramedStream log = node.logsAsFrames(id, "task", true, "stdout")) {
            assertThat(log.hasNextFrame()).isTrue();
            assertThat(new String(log.nextFrame().getData(), StandardCharsets.UTF_8))
                    .startsWith("one");
        }
        try (InputStream log = node.logs(id, "task", false, "stderr")) {
            assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two\n");
        }
        assertThat(node.stats(id).getValue().getTasks()).containsKey("task");
        assertThat(node.stats().getValue().getMemory().getTotal()).isPositive();
        client.getJobsApi().deregister("files");
    }

    @Test
    void a_signal_reaches_a_task() throws Exception {
        register(job("signalled", "batch", "trap 'exit 0' USR1; echo ready; while true; do sleep 0.1; done"));
        AllocationListStub running = allocation("signalled", "running");
        try (FramedStream log = node(running).logsAsFrames(running.getId(), "task", true, "stdout")) {
            assertThat(log.hasNextFrame()).isTrue();
        }

        client.getAllocationsApi().signal(running.getId(), "SIGUSR1", "task");

        assertThat(allocation("signalled", "complete").getId()).isEqualTo(running.getId());
    }

    @Test
    void nodes_are_listed_and_told() throws Exception {
        NodeListStub stub = client.getNodesApi().list().getValue().getFirst();

        Node node = client.getNodesApi().info(stub.getId()).getValue();

        assertThat(node.getStatus()).isEqualTo("ready");
        assertThat(node.getAttributes()).containsKeys("kernel.name", "cpu.numcores");
        assertThat(of(node.getDrivers(), "raw_exec").getHealthy()).isTrue();
        assertThat(client.getNodesApi().allocations(stub.getId()).getValue()).isNotNull();
        client.getNodesApi().forceEvaluate(stub.getId());
    }

    @Test
    void a_deployment_with_a_canary_is_promoted() throws Exception {
        UpdateStrategy update = quickUpdate().setCanary(1);
        register(job("rolled", "service", "sleep 600").setUpdate(update));
        awaitDeployed("rolled");

        register(job("rolled", "service", "sleep 601").setUpdate(update));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> of(latest("rolled").getTaskGroups(), "group").getHealthyAllocs() == 1
                        && latest("rolled").getStatus().equals("running"));
        String id = latest("rolled").getId();
        assertThat(client.getDeploymentsApi().allocations(id).getValue()).hasSize(1);
        client.getDeploymentsApi().pause(id, true);
        assertThat(client.getDeploymentsApi().info(id).getValue().getStatus()).isEqualTo("paused");
        client.getDeploymentsApi().pause(id, false);
        client.getDeploymentsApi().promoteAll(id);

        awaitDeployed("rolled");
        assertThat(client.getDeploymentsApi().list(id).getValue()).hasSize(1);
        assertThat(client.getJobsApi().deployments("rolled").getValue()).hasSize(2);
        client.getJobsApi().deregister("rolled");
    }

    private static Deployment latest(String job) throws Exception {
        return client.getJobsApi().latestDeployment(job).getValue();
    }

    @Test
    void a_token_may_do_what_its_policy_says() throws Exception {
        client.getAclPoliciesApi()
                .upsert(new AclPolicy()
                        .setName("readers")
                        .setDescription("see jobs")
                        .setRules("namespace \"default\" { policy = \"read\" }"));
        assertThat(client.getAclPoliciesApi().info("readers").getValue().getDescription())
                .isEqualTo("see jobs");
        AclToken made = client.getAclTokensApi()
                .create(new AclToken().setName("reader").setType("client").addPolicies("readers"))
                .getValue();
        assertThat(client.getAclTokensApi().list().getValue())
                .extracting(each -> each.getName())
                .contains("reader");

        try (NomadApiClient reader = new NomadApiClient(agent.address())) {
            reader.setAuthToken(made.getSecretId());
            assertThat(reader.getAclTokensApi().self().getValue().getAccessorId())
                    .isEqualTo(made.getAccessorId());
            assertThat(reader.getJobsApi().list().getValue()).isNotNull();
            assertThatThrownBy(() -> reader.getJobsApi().register(job("refused", "batch", "true")))
                    .isInstanceOf(ErrorResponseException.class)
                    .hasMessageContaining("Permission denied");

            client.getAclTokensApi().delete(made.getAccessorId());
            assertThatThrownBy(() -> reader.getJobsApi().list())
                    .isInstanceOf(ErrorResponseException.class)
                    .hasMessageContaining("ACL token not found");
        }
        client.getAclPoliciesApi().delete("readers");
        assertThat(client.getAclPoliciesApi().list().getValue()).isEmpty();
    }

    @Test
    void the_cluster_tells_about_itself() throws Exception {
        assertThat(client.getStatusApi().leader().getValue()).contains(":");
        assertThat(client.getStatusApi().peers().getValue()).hasSize(1);
        assertThat(client.getRegionsApi().list().getValue()).containsExactly("global");
        assertThat(client.getAgentApi().health().getValue().getServer().getOk()).isTrue();
        assertThat(client.getAgentApi().self().getValue().getMember().getStatus())
                .isEqualTo("alive");
        assertThat(client.getAgentApi().members().getValue().getMembers()).hasSize(1);
        assertThat(client.getAgentApi().servers().getValue()).hasSize(1);
        assertThat(client.getOperatorApi().raftGetConfiguration().getValue().getServers())
                .hasSize(1);
        assertThat(client.getOperatorApi().getHealth().getValue().getHealthy()).isTrue();
        assertThat(client.getOperatorApi()
                        .getSchedulerConfiguration(null)
                        .getValue()
                        .getSchedulerConfig()
                        .getSchedulerAlgorithm())
                .isEqualTo("binpack");
        client.getSystemApi().garbageCollect();
        client.getSystemApi().reconcileSummaries();
        assertThat(client.getSearchApi().prefixSearch("", "nodes").getValue().getMatches())
                .containsKey("nodes");
        assertThat(client.getScalingApi().list().getValue()).isNotNull();
    }

    @Test
    void namespaces_are_made_and_removed() throws Exception {
        client.getNamespacesApi().register(new Namespace().setName("lab").setDescription("for trials"));
        assertThat(client.getNamespacesApi().info("lab").getValue().getDescription())
                .isEqualTo("for trials");
        assertThat(client.getNamespacesApi().list().getValue())
                .extracting(Namespace::getName)
                .contains("default", "lab");
        client.getNamespacesApi().delete("lab");
        assertThat(client.getNamespacesApi().list().getValue())
                .extracting(Namespace::getName)
                .doesNotContain("lab");
    }

    @Test
    void a_blocking_query_waits_for_the_next_change() throws Exception {
        var before = client.getJobsApi().list();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                client.getJobsApi().register(job("awaited", "batch", "true"));
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });

        var after = client.getJobsApi().list(QueryOptions.newerThan(before).setWaitStrategy(SOON));

        writer.join();
        assertThat(after.getIndex()).isGreaterThan(before.getIndex());
    }
}
