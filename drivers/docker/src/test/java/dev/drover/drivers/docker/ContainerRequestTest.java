package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.drivers.engine.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerRequestTest {
    @TempDir
    Path folder;

    @Test
    void command_and_arguments_replace_those_of_the_image_and_keep_its_entry_point() throws DriverException {
        Map<String, Object> body = request(Map.of("command", "serve", "args", List.of("-p", 80)));

        assertThat(body).containsEntry("Image", "shop:1").containsEntry("Cmd", List.of("serve", "-p", "80"));
        assertThat(body).doesNotContainKey("Entrypoint");
    }

    @Test
    void the_allocations_folders_are_mounted_and_the_environment_is_passed_on() throws DriverException {
        Map<String, Object> body = request(Map.of());

        assertThat(body).containsEntry("Env", List.of("GREETING=hello", "NOMAD_TASK_DIR=/local"));
        assertThat(Answer.list(body, "HostConfig", "Binds"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(
                        folder.resolve("alloc") + ":/alloc",
                        folder.resolve("web/local") + ":/local",
                        folder.resolve("web/secrets") + ":/secrets");
    }

    @Test
    void memory_is_a_hard_limit_and_a_higher_one_turns_it_into_a_reservation() throws DriverException {
        Map<String, Object> plain = request(Map.of());
        assertThat(Answer.number(plain, "HostConfig", "Memory")).isEqualTo(64 << 20);
        assertThat(Answer.object(plain, "HostConfig")).doesNotContainKey("MemoryReservation");

        Map<String, Object> raised = request(Map.of("memory_hard_limit", 128));
        assertThat(Answer.number(raised, "HostConfig", "Memory")).isEqualTo(128 << 20);
        assertThat(Answer.number(raised, "HostConfig", "MemoryReservation")).isEqualTo(64 << 20);
        assertThat(Answer.number(raised, "HostConfig", "CpuShares")).isEqualTo(500);
    }

    @Test
    void ports_are_published_where_the_scheduler_says() throws DriverException {
        TaskLaunch launch = Launches.launch(
                folder,
                "a1",
                Map.of("image", "shop:1", "ports", List.of("db", "same")),
                Map.of("db", new PortBinding("127.0.0.1", 20123, 6379), "same", new PortBinding("", 20124, 0)));

        Map<String, Object> body = new ContainerRequest(launch, DockerOptions.defaults()).body("shop:1");

        assertThat(Answer.object(body, "HostConfig", "PortBindings"))
                .containsEntry("6379/tcp", List.of(Map.of("HostIp", "127.0.0.1", "HostPort", "20123")))
                .containsKeys("6379/udp", "20124/tcp", "20124/udp");
        assertThat(Answer.object(body, "ExposedPorts"))
                .containsOnlyKeys("6379/tcp", "6379/udp", "20124/tcp", "20124/udp");
    }

    @Test
    void in_a_network_of_the_group_its_holder_is_joined_and_the_tasks_own_names_are_added() throws Exception {
        TaskLaunch launch = inGroup(Map.of(
                "extra_hosts",
                List.of("pasture:10.1.2.3"),
                "dns_servers",
                List.of("10.9.8.7"),
                "ports",
                List.of("db")));

        Map<String, Object> body = new ContainerRequest(launch, DockerOptions.defaults()).body("shop:1");

        assertThat(Answer.text(body, "HostConfig", "NetworkMode")).isEqualTo("container:network-a1");
        assertThat(Answer.object(body, "HostConfig", "PortBindings")).isEmpty();
        assertThat(Answer.list(body, "HostConfig", "Binds"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(
                        folder.resolve("web/private/hosts") + ":/etc/hosts",
                        folder.resolve("web/private/resolv.conf") + ":/etc/resolv.conf");
        assertThat(folder.resolve("web/private/hosts")).hasContent("127.0.0.1 localhost\n10.1.2.3 pasture");
        assertThat(folder.resolve("web/private/resolv.conf")).hasContent("nameserver 10.9.8.7");
    }

    @Test
    void a_network_mode_of_the_task_leads_out_of_the_groups_network() throws Exception {
        TaskLaunch launch = inGroup(Map.of("network_mode", "none"));

        Map<String, Object> body = new ContainerRequest(launch, DockerOptions.defaults()).body("shop:1");

        assertThat(Answer.text(body, "HostConfig", "NetworkMode")).isEqualTo("none");
    }

    @Test
    void a_name_of_its_own_is_refused_to_a_task_in_a_network_of_its_group() throws Exception {
        TaskLaunch launch = inGroup(Map.of("hostname", "sheep"));

        assertThatThrownBy(() -> new ContainerRequest(launch, DockerOptions.defaults()).body("shop:1"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the group's network block");
    }

    private TaskLaunch inGroup(Map<String, Object> config) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        Surroundings.Network network =
                new Surroundings.Network(folder.resolve("namespace"), "boxy", hosts, Optional.empty());
        return Launches.launch(folder, "a1", config, Map.of(), new Surroundings(Optional.of(network), List.of()));
    }

    @Test
    void a_port_that_the_group_does_not_have_is_refused() {
        assertRefused(Map.of("ports", List.of("web")), "there is no port \"web\"");
    }

    @Test
    void what_reaches_into_the_host_needs_the_operators_leave() {
        assertRefused(Map.of("privileged", true), "allow_privileged");
        assertRefused(Map.of("pid_mode", "host"), "allowed_modes { pid");
        assertRefused(Map.of("ipc_mode", "host"), "allowed_modes { ipc");
        assertRefused(Map.of("userns_mode", "host"), "allowed_modes { userns");
        assertRefused(Map.of("uts_mode", "host"), "allowed_modes { uts");
        assertRefused(Map.of("cap_add", List.of("sys_admin")), "SYS_ADMIN");
        assertRefused(Map.of("runtime", "kata"), "allow_runtimes");
        assertRefused(Map.of("volumes", List.of("/etc:/etc")), "outside of the allocation's folders");
        assertRefused(Map.of("volumes", List.of("../../etc:/etc")), "outside of the allocation's folders");
        assertRefused(
                Map.of("mount", List.of(Map.of("type", "bind", "source", "/etc", "target", "/etc"))),
                "outside of the allocation's folders");
    }

    @Test
    void with_the_operators_leave_it_is_granted() throws DriverException {
        DockerOptions generous = DockerOptions.of(Map.of(
                "allow_privileged", true,
                "allowed_modes", Map.of("pid", List.of("host")),
                "volumes", List.of(Map.of("enabled", true))));

        Map<String, Object> body =
                request(generous, Map.of("privileged", true, "pid_mode", "host", "volumes", List.of("/etc:/etc:ro")));

        assertThat(Answer.flag(body, "HostConfig", "Privileged")).isTrue();
        assertThat(Answer.text(body, "HostConfig", "PidMode")).isEqualTo("host");
        assertThat(Answer.list(body, "HostConfig", "Binds")).last().isEqualTo("/etc:/etc:ro");
    }

    @Test
    void a_symbolic_link_that_leads_out_of_the_allocation_is_refused() throws IOException, DriverException {
        Files.createDirectories(folder.resolve("web/local/data"));
        Files.createSymbolicLink(folder.resolve("web/local/escape"), Path.of("/etc"));

        assertThat(Answer.list(request(Map.of("volumes", List.of("local/data:/data"))), "HostConfig", "Binds"))
                .last()
                .isEqualTo(folder.resolve("web/local/data") + ":/data");
        assertRefused(Map.of("volumes", List.of("local/escape:/data")), "outside of the allocation's folders");
        assertRefused(Map.of("volumes", List.of("local/escape/ssh:/data")), "outside of the allocation's folders");
    }

    @Test
    void capabilities_are_few_unless_the_job_drops_or_adds_some() throws DriverException {
        assertThat(Answer.list(request(Map.of()), "HostConfig", "CapDrop"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("ALL");
        assertThat(Answer.list(request(Map.of()), "HostConfig", "CapAdd"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("CHOWN")
                .doesNotContain("NET_RAW");
        assertThat(Answer.list(
                        request(Map.of("cap_drop", List.of("all"), "cap_add", List.of("CAP_CHOWN"))),
                        "HostConfig",
                        "CapAdd"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("CHOWN");
    }

    @Test
    void labels_tell_the_allocation_and_what_the_operator_asked_for() throws DriverException {
        DockerOptions options = DockerOptions.of(Map.of("extra_labels", List.of("job_*")));

        Map<String, Object> body = request(options, Map.of("labels", List.of(Map.of("team", "shop"))));

        assertThat(Answer.object(body, "Labels"))
                .containsEntry("team", "shop")
                .containsEntry("com.hashicorp.nomad.job_name", "shop")
                .containsKey("com.hashicorp.nomad.alloc_id")
                .containsEntry("dev.drover.node", "8f2a4c25-0000-0000-0000-000000000000")
                .containsKey("dev.drover.task")
                .doesNotContainKey("com.hashicorp.nomad.namespace");
    }

    @Test
    void other_tasks_of_the_allocation_lend_their_namespaces() throws DriverException {
        Map<String, Object> body =
                request(Map.of("network_mode", "task:db", "pid_mode", "task:db", "ipc_mode", "task:db"));

        assertThat(Answer.object(body, "HostConfig"))
                .hasEntrySatisfying(
                        "NetworkMode", mode -> assertThat(mode).asString().startsWith("container:db-"))
                .hasEntrySatisfying(
                        "PidMode", mode -> assertThat(mode).asString().startsWith("container:db-"));
        DockerOptions options = DockerOptions.of(Map.of("allowed_modes", Map.of("ipc", List.of("container:*"))));
        assertThat(Answer.text(request(options, Map.of("ipc_mode", "container:x")), "HostConfig", "IpcMode"))
                .isEqualTo("container:x");
    }

    @Test
    void limits_of_the_node_hold() throws DriverException {
        DockerOptions strict = DockerOptions.of(Map.of("pids_limit", 100, "oom_score_adj", 7));

        assertThat(Answer.object(request(strict, Map.of()), "HostConfig"))
                .containsEntry("PidsLimit", 100L)
                .containsEntry("OomScoreAdj", 7L);
        assertThat(Answer.number(request(strict, Map.of("pids_limit", 50)), "HostConfig", "PidsLimit"))
                .isEqualTo(50);
        assertThatThrownBy(() -> request(strict, Map.of("pids_limit", 101))).hasMessageContaining("at most 100");
    }

    @Test
    void selinux_labels_and_volumes_of_the_group_are_bound() throws DriverException {
        DockerOptions options = DockerOptions.of(Map.of("volumes", Map.of("enabled", true, "selinuxlabel", "z")));
        TaskLaunch plain = Launches.launch(folder, Map.of("image", "shop:1", "volumes", List.of("/a:/a", "/b:/b:ro")));

        Map<String, Object> body = new ContainerRequest(plain, options).body("shop:1");

        assertThat(Answer.list(body, "HostConfig", "Binds"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(folder.resolve("alloc") + ":/alloc:z", "/a:/a:z", "/b:/b:ro,z");
    }

    @Test
    void faults_of_the_operators_block_are_all_named() {
        assertThatThrownBy(() -> DockerOptions.of(Map.of(
                        "pull_activity_timeout",
                        "1s",
                        "gc",
                        Map.of("image_delay", "soon"),
                        "tls",
                        Map.of("ca", "/none"),
                        "privileged",
                        true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plugin \"docker\"")
                .hasMessageContaining("at least 1m")
                .hasMessageContaining("image_delay")
                .hasMessageContaining("tls needs an endpoint")
                .hasMessageContaining("config.privileged is not an option");
        DockerOptions options = DockerOptions.of(Map.of(
                "auth", Map.of("config", "/etc/accounts.json", "helper", "pass"),
                "gc", Map.of("image", false, "container", false)));
        assertThat(options.accounts().helper()).isEqualTo("pass");
        assertThat(options.cleaning().images()).isFalse();
        assertThat(options.cleaning().imageDelay()).hasMinutes(3);
    }

    private void assertRefused(Map<String, Object> config, String reason) {
        assertThatThrownBy(() -> request(config))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(reason);
    }

    private Map<String, Object> request(Map<String, Object> config) throws DriverException {
        return request(DockerOptions.defaults(), config);
    }

    private Map<String, Object> request(DockerOptions options, Map<String, Object> config) throws DriverException {
        Map<String, Object> all = new HashMap<>(config);
        all.put("image", "shop:1");
        return new ContainerRequest(Launches.launch(folder, all), options).body("shop:1");
    }
}
