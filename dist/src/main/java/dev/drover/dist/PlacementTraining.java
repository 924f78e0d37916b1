package dev.drover.dist;

import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.Query;
import dev.drover.sim.SimMain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A burst of work on simulated nodes, for the profiles that the record keeps beside the classes (JEP 515): with them a new server has
 * its hot paths compiled within the first second of a burst and not towards its end.
 */
final class PlacementTraining {
    /** Fewer than the connections that a server takes from one address. */
    private static final int NODES = 60;

    private static final int JOBS = 8;
    private static final int CONTAINERS_OF_A_JOB = 1_000;
    private static final long PATIENCE_SECONDS = 120;

    private PlacementTraining() {}

    /**
     * Places containers and waits until they run. The nodes stay until the process ends.
     *
     * @param address URL of the API of a server
     * @param rpc {@code host:port} of the same server
     */
    static void run(String address, String rpc, CliIo io, Path folder) throws IOException {
        List<String> nodes =
                List.of("nodes", "-count", Integer.toString(NODES), "-start-delay", "1ms", "-servers", rpc);
        Thread.ofPlatform().daemon().name("simulated-nodes").start(() -> simulate(nodes));
        DroverClient client = new DroverClient(ClientConfig.of(address));
        await(() -> client.nodes().list(Query.NONE).value().size() > NODES);
        for (int i = 0; i < JOBS; i++) {
            String id = "placed-" + i;
            Path file = Files.writeString(folder.resolve(id + ".nomad.hcl"), job(id));
            if (Cli.run(List.of("job", "run", "-detach", file.toString()), io) != 0) {
                throw new IOException("the job " + id + " was refused");
            }
        }
        await(() -> running(client) >= JOBS * CONTAINERS_OF_A_JOB);
    }

    private static int running(DroverClient client) {
        return client.jobs().list(Query.NONE).value().stream()
                .map(JobListStub::jobSummary)
                .filter(Objects::nonNull)
                .flatMap(summary -> summary.summary().values().stream())
                .mapToInt(group -> group.running())
                .sum();
    }

    private static void simulate(List<String> words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            SimMain.run(words, nowhere, System.err);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String job(String id) {
        return """
            job "%s" {
              datacenters = ["*"]
              group "placed" {
                count = %d
                ephemeral_disk {
                  size = 10
                }
                task "placed" {
                  driver = "mock_driver"
                  config {
                    run_for = "600s"
                  }
                  resources {
                    cpu    = 10
                    memory = 10
                  }
                }
              }
            }
            """.formatted(id, CONTAINERS_OF_A_JOB);
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("the burst of placements did not end within " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
