package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.job.WorkloadIdentityBuilder;
import dev.drover.rpc.RemoteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokens that tasks get to see. */
class IdentitiesTest {
    private static final String SLEEP = "exec sleep 600";

    @TempDir
    Path directory;

    private static WorkloadIdentityBuilder identity(String name) {
        return WorkloadIdentityBuilder.builder().name(name);
    }

    private static Task task(String script, WorkloadIdentity standard, WorkloadIdentity... named) {
        return TaskBuilder.builder(shell("t", script))
                .identity(standard)
                .identities(List.of(named))
                .build();
    }

    @Test
    void a_task_that_asks_for_no_token_costs_no_call() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation =
                    allocation("service", group(task(SLEEP, identity("default").build())));
            node.run(allocation, ClientStatus.RUNNING);
            assertThat(node.servers.signings()).isZero();
            assertThat(node.folder(allocation).resolve("t/secrets/nomad_token")).doesNotExist();
        }
    }

    @Test
    void tokens_are_in_variables_and_files_as_the_job_says_by_one_call() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation = allocation(
                    "batch",
                    group(task(
                            "echo $NOMAD_TOKEN $NOMAD_TOKEN_my_bank",
                            identity("default").env(true).file(true).build(),
                            identity("my-bank")
                                    .env(true)
                                    .file(true)
                                    .ttl(Duration.ofHours(1))
                                    .build(),
                            identity("moved")
                                    .file(true)
                                    .filepath("local/deep/moved.jwt")
                                    .build())));
            node.run(allocation, ClientStatus.COMPLETE);
            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("t.default.1 t.my-bank.1\n");
            assertThat(node.folder(allocation).resolve("t/local/deep/moved.jwt"))
                    .hasContent("t.moved.1");
            assertThat(node.servers.signings()).isEqualTo(1);
        }
    }

    @Test
    void files_lie_among_the_secrets() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation = allocation(
                    "service",
                    group(task(
                            SLEEP,
                            identity("default").file(true).build(),
                            identity("bank").file(true).build())));
            node.run(allocation, ClientStatus.RUNNING);
            Path secrets = node.folder(allocation).resolve("t/secrets");
            assertThat(secrets.resolve("nomad_token")).hasContent("t.default.1");
            assertThat(secrets.resolve("nomad_bank.jwt")).hasContent("t.bank.1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_token_is_renewed_at_half_of_its_time_and_the_task_signalled() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            node.servers.signFor(Duration.ofSeconds(4));
            Allocation allocation = allocation(
                    "service",
                    group(task(
                            "trap 'cat $NOMAD_SECRETS_DIR/nomad_bank.jwt; echo' HUP; while :; do sleep 0.05; done",
                            identity("default").file(true).build(),
                            identity("bank")
                                    .file(true)
                                    .ttl(Duration.ofSeconds(4))
                                    .changeMode("signal")
                                    .changeSignal("SIGHUP")
                                    .build())));
            node.run(allocation, ClientStatus.RUNNING);
            Await.until(() -> node.log(allocation, "t.stdout.0").startsWith("t.bank.2"));
            assertThat(node.folder(allocation).resolve("t/secrets/nomad_token"))
                    .as("one without an end is not renewed")
                    .hasContent("t.default.1");
        }
    }

    @Test
    void a_variable_gets_its_new_token_by_a_restart() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            node.servers.signFor(Duration.ofSeconds(4));
            Allocation allocation = allocation(
                    "service",
                    group(task(
                            "echo $NOMAD_TOKEN_bank; exec sleep 600",
                            identity("default").build(),
                            identity("bank")
                                    .env(true)
                                    .ttl(Duration.ofSeconds(4))
                                    .changeMode("restart")
                                    .build())));
            node.run(allocation, ClientStatus.RUNNING);
            Await.until(() -> node.log(allocation, "t.stdout.0").lines().count() >= 2);
            assertThat(node.log(allocation, "t.stdout.0").lines().toList())
                    .startsWith("t.bank.1")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_task_whose_token_is_refused_does_not_start() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            node.servers.refuseToSign(new RemoteException(403, "not this node"));
            Allocation allocation = allocation(
                    "batch", group(task("true", identity("default").env(true).build())));
            Allocation failed = node.run(allocation, ClientStatus.FAILED);
            assertThat(TestNode.state(failed, "t").events())
                    .anySatisfy(event -> assertThat(event.displayMessage())
                            .contains("the servers do not sign the identities of the task: not this node"));
        }
    }
}
