package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.volume.CSIInfoBuilder;
import dev.drover.model.volume.CSINodeInfoBuilder;
import dev.drover.model.volume.CSITopology;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import dev.drover.state.command.VolumeCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random jobs on random volumes. After each step it is counted from the allocations alone who has which volume, and that is held against
 * what the access modes, plugins and places allow; and the other way round, what was refused must really be impossible.
 */
final class VolumePropertiesTest {
    private static final List<String> MODES = List.of(
            "single-node-reader-only",
            "single-node-writer",
            "multi-node-reader-only",
            "multi-node-single-writer",
            "multi-node-multi-writer");
    private static final List<String> VOLUMES = List.of("a", "b", "c");
    private static final List<String> ZONES = List.of("z1", "z2");
    private static final int MOST_ON_A_NODE = 2;

    private static final class History {
        private final Cluster cluster = new Cluster();
        private final Random random;

        History(long seed) {
            this.random = new Random(seed);
        }

        private void build() {
            for (int node = 1; node <= 4; node++) {
                String zone = ZONES.get(node % ZONES.size());
                boolean limited = node == 1;
                boolean healthy = node != 4;
                cluster.node(
                        "n" + node,
                        n -> n.csiNodePlugins(Map.of(
                                "ebs",
                                CSIInfoBuilder.builder()
                                        .pluginId("ebs")
                                        .healthy(healthy)
                                        .nodeInfo(CSINodeInfoBuilder.builder()
                                                .maxVolumes(limited ? MOST_ON_A_NODE : 0)
                                                .accessibleTopology(new CSITopology(Map.of("zone", zone)))
                                                .build())
                                        .build())));
            }
            List<CSIVolume> volumes = new ArrayList<>();
            for (String id : VOLUMES) {
                volumes.add(CSIVolumeBuilder.builder()
                        .id(id)
                        .namespace("default")
                        .pluginId("ebs")
                        .topologies(
                                random.nextBoolean()
                                        ? List.of()
                                        : List.of(new CSITopology(Map.of("zone", pick(ZONES)))))
                        .build());
            }
            cluster.apply(new VolumeCommand.RegisterCsi(volumes, cluster.now()));
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private Job job(String id) {
            VolumeRequest request = VolumeRequestBuilder.builder()
                    .name("data")
                    .type("csi")
                    .source(pick(VOLUMES))
                    .accessMode(pick(MODES))
                    .attachmentMode("file-system")
                    .readOnly(random.nextBoolean())
                    .build();
            return JobFiles.service(
                    id,
                    1 + random.nextInt(4),
                    g -> JobFiles.asking(10, 10).apply(g).volumes(Map.of("data", request)));
        }

        private void step() {
            String id = "j" + random.nextInt(5);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (cluster.live(id).isEmpty()) {
                        assertRefusedOnlyWhatCannotBe(cluster.run(job(id)), id);
                    }
                }
                case 2 -> cluster.reportAll(id, random.nextBoolean() ? ClientStatus.RUNNING : ClientStatus.COMPLETE);
                default -> {
                    List<Allocation> leaving = cluster.live(id);
                    cluster.stopJob(id);
                    cluster.evaluate(id);
                    if (random.nextBoolean()) {
                        leaving.forEach(allocation -> cluster.report(allocation, ClientStatus.COMPLETE));
                    }
                }
            }
        }

        /** All claims on the volume, counted from the allocations and not from what the state keeps of them. */
        private static List<VolumeClaim> claims(State state, String volume) {
            return state.allocations().stream()
                    .filter(Statuses::holdsRoom)
                    .flatMap(allocation -> VolumeClaim.of(allocation).stream())
                    .filter(claim -> claim.volume().id().equals(volume))
                    .toList();
        }

        private void assertSound() {
            State state = cluster.state();
            for (String volume : VOLUMES) {
                List<VolumeClaim> claims = claims(state, volume);
                assertThat(state.claims(new VolumeId("default", volume))).containsExactlyInAnyOrderElementsOf(claims);
                if (!claims.isEmpty()) {
                    assertThat(claims)
                            .extracting(claim -> claim.request().accessMode())
                            .containsOnly(mode(claims));
                    assertThat(allows(mode(claims), readers(claims), writers(claims)))
                            .as("%s with %d readers and %d writers", mode(claims), readers(claims), writers(claims))
                            .isTrue();
                }
                for (VolumeClaim claim : claims) {
                    assertThat(reaches(state, volume, claim.nodeId())).isTrue();
                    assertThat(claim.nodeId()).as("plugins are healthy").isNotEqualTo("n4");
                }
            }
            assertThat(volumesOn(state, "n1")).hasSizeLessThanOrEqualTo(MOST_ON_A_NODE);
        }

        private static String mode(List<VolumeClaim> claims) {
            return claims.getFirst().request().accessMode();
        }

        private static int readers(List<VolumeClaim> claims) {
            return (int) claims.stream().filter(VolumeClaim::reads).count();
        }

        private static int writers(List<VolumeClaim> claims) {
            return claims.size() - readers(claims);
        }

        private static boolean allows(String mode, int readers, int writers) {
            return switch (mode) {
                case "single-node-reader-only" -> writers == 0 && readers <= 1;
                case "single-node-writer" -> readers + writers <= 1;
                case "multi-node-reader-only" -> writers == 0;
                case "multi-node-single-writer" -> writers <= 1;
                default -> true;
            };
        }

        private static boolean reaches(State state, String volume, String node) {
            List<CSITopology> places = state.csiVolume(new VolumeId("default", volume))
                    .orElseThrow()
                    .topologies();
            String zone = ZONES.get(Integer.parseInt(node.substring(1)) % ZONES.size());
            return places.isEmpty() || zone.equals(places.getFirst().segments().get("zone"));
        }

        private static Set<String> volumesOn(State state, String node) {
            Set<String> volumes = new HashSet<>();
            VOLUMES.forEach(volume -> claims(state, volume).stream()
                    .filter(claim -> claim.nodeId().equals(node))
                    .forEach(claim -> volumes.add(volume)));
            return volumes;
        }

        /** If one more was refused, then no node could have it: the mode is exhausted or another, or no healthy node reaches it. */
        private void assertRefusedOnlyWhatCannotBe(Outcome.Planned planned, String id) {
            if (planned.failedGroups().isEmpty()) {
                return;
            }
            State state = cluster.state();
            VolumeRequest request = cluster.job(id)
                    .taskGroups()
                    .getFirst()
                    .volumes()
                    .values()
                    .iterator()
                    .next();
            List<VolumeClaim> claims = claims(state, request.source());
            int reads = request.readOnly() ? 1 : 0;
            boolean sameMode = claims.isEmpty() || mode(claims).equals(request.accessMode());
            boolean free = allows(request.accessMode(), readers(claims) + reads, writers(claims) + 1 - reads);
            boolean somewhere = List.of("n1", "n2", "n3").stream()
                    .filter(node -> reaches(state, request.source(), node))
                    .anyMatch(node -> !node.equals("n1")
                            || volumesOn(state, node).contains(request.source())
                            || volumesOn(state, node).size() < MOST_ON_A_NODE);
            assertThat(sameMode && free && somewhere)
                    .as("%s was refused %s", id, request)
                    .isFalse();
        }
    }

    @Property(tries = 200)
    void nobody_has_a_volume_who_may_not_and_nobody_is_refused_who_may(@ForAll long seed) {
        History history = new History(seed);
        history.build();
        for (int step = 0; step < 15; step++) {
            history.step();
            history.assertSound();
        }
    }

    @Property(tries = 50)
    void what_was_planned_leaves_nothing_more_to_plan(@ForAll long seed) {
        History history = new History(seed);
        history.build();
        for (int step = 0; step < 8; step++) {
            history.step();
        }
        history.cluster
                .state()
                .jobs()
                .forEach(job -> assertThat(
                                history.cluster.evaluate(job.id()).plan().placements())
                        .hasSizeLessThanOrEqualTo(4));
        history.cluster
                .state()
                .jobs()
                .forEach(job -> assertThat(history.cluster.plan(job.id()).plan().placements())
                        .as(job.id())
                        .isEmpty());
    }
}
