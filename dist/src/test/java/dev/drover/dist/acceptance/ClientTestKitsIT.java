package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test kits of clients of Nomad start a program of that name in their own ways, several at once. */
class ClientTestKitsIT {
    @TempDir
    Path folder;

    private final List<Process> agents = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        agents.forEach(Process::destroy);
        for (Process agent : agents) {
            agent.waitFor();
        }
    }

    private Program nomad(Path place) throws Exception {
        Path nomad = Files.createSymbolicLink(Files.createDirectories(place).resolve("nomad"), Program.LAUNCHER);
        return new Program(place, nomad).with("DROVER_JAVA_OPTS", "-Xmx256m -Djava.io.tmpdir=" + place);
    }

    /** What the kit of the Go client writes. */
    private static String config(int port, Path data, boolean acl) {
        return """
                {"name": "node-%1$d", "data_dir": "%2$s", "region": "global", "disable_update_check": true, "log_level": "DEBUG",
                 "ports": {"http": %1$d, "rpc": %3$d, "serf": %4$d},
                 "server": {"enabled": true, "bootstrap_expect": 1},
                 "client": {"enabled": false, "options": {"driver.raw_exec.enable": "true"}},
                 "vault": {"enabled": false},
                 "consul": {"auto_advertise": false, "client_auto_join": false, "server_auto_join": false},
                 "acl": {"enabled": %5$b}}
                """.formatted(port, data, FreePort.next(), FreePort.next(), acl);
    }

    private static void awaitLeader(int port) {
        await().atMost(DevAgent.PATIENCE)
                .until(() -> DevAgent.body("http://127.0.0.1:" + port + "/v1/status/leader")
                        .contains(":"));
    }

    @Test
    void four_servers_with_files_of_json_start_at_once() throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            int port = FreePort.next();
            Program nomad = nomad(folder.resolve("kit" + number));
            Path config = nomad.write("nomad.json", config(port, nomad.folder().resolve("data"), number % 2 == 0));
            agents.add(nomad.start(nomad.folder().resolve("log"), "agent", "-config", config));
            ports.add(port);
        }

        ports.forEach(ClientTestKitsIT::awaitLeader);

        assertThat(DevAgent.body("http://127.0.0.1:" + ports.get(0) + "/v1/jobs"))
                .isEqualTo("Permission denied");
        assertThat(DevAgent.body("http://127.0.0.1:" + ports.get(1) + "/v1/jobs"))
                .isEqualTo("[]");
    }

    @Test
    void a_dev_agent_with_access_control_is_bootstrapped() throws Exception {
        int port = FreePort.next();
        Program nomad = nomad(folder.resolve("kit")).with("NOMAD_ADDR", "http://127.0.0.1:" + port);
        Path config = nomad.write("ports.hcl", "ports { http = " + port + " }");
        agents.add(nomad.start(
                nomad.folder().resolve("log"), "agent", "-dev", "-node", "named", "--acl-enabled", "-config", config));
        awaitLeader(port);

        String token = nomad.run("acl", "bootstrap", "-t", "{{.SecretID}}")
                .exits(0)
                .output()
                .strip();

        await().atMost(DevAgent.PATIENCE)
                .untilAsserted(() -> assertThat(nomad.run("node", "status", "-token", token)
                                .exits(0)
                                .output())
                        .contains("named", "ready"));
    }
}
