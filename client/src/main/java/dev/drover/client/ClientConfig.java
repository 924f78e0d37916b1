package dev.drover.client;

import dev.drover.artifact.ArtifactLimits;
import dev.drover.client.task.TaskInputs;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.network.NetworkSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a node agent is set up. The parsing of files is the agent's business.
 *
 * @param allocDir folder of the allocations' folders
 * @param stateDir folder that keeps the node's id, or empty for an id that lasts as long as the process
 * @param ephemeral true when everything ends with the client: its tasks are stopped and its folders deleted (dev mode)
 * @param nodeName name of the node, or empty for the host's name
 * @param nodePool pool of the node, {@code default} when nothing else is said
 * @param bindAddress address for ports of tasks, or empty for the address of the default interface
 * @param networkInterface interface for tasks, or empty for the default one
 * @param httpAddress {@code host:port} of the agent's HTTP API
 * @param agentVersion version for the attribute {@code nomad.version}, which jobs compare with
 * @param options {@code driver.allowlist}, {@code fingerprint.denylist}, {@code env.denylist}, {@code artifact.file.allowlist}...
 * @param cpuTotalMhz replaces the fingerprint when positive, as the other totals do
 * @param reservableCores set of the only cores that tasks may have to themselves, such as {@code 2-7}; empty for all
 * @param hostVolumes folders of the host that groups may ask for, by name
 * @param ineligible whether the node takes no work until an operator says so
 * @param maxKillTimeout the longest that a task may take to end
 * @param startParallelism how many tasks of one driver are started at the same time
 * @param parentGroup the control group above those of tasks, as tasks are told of it
 * @param diskInterval how often is measured what allocations have on the disk; zero for never
 * @param driverInterval how often drivers are asked whether they are well
 * @param networks how groups get networks of their own
 */
@RecordBuilder
public record ClientConfig(
        Path allocDir,
        Optional<Path> stateDir,
        boolean ephemeral,
        String region,
        String datacenter,
        String nodeName,
        String nodeClass,
        String nodePool,
        Map<String, String> meta,
        String bindAddress,
        String networkInterface,
        String httpAddress,
        String agentVersion,
        Map<String, String> options,
        long cpuTotalMhz,
        long memoryTotalMebibytes,
        long diskTotalMebibytes,
        long diskFreeMebibytes,
        String reservableCores,
        Map<String, HostVolumeInfo> hostVolumes,
        boolean ineligible,
        Reserved reserved,
        int minDynamicPort,
        int maxDynamicPort,
        Duration maxKillTimeout,
        int startParallelism,
        Optional<String> parentGroup,
        Duration diskInterval,
        Duration driverInterval,
        GarbageCollection garbageCollection,
        NetworkSettings networks,
        ArtifactSettings artifact,
        TemplateSettings template) {

    /**
     * How artifacts are fetched.
     *
     * @param environment names of variables of the agent that git gets to see
     * @param inspects whether links that lead out make an artifact fail
     */
    public record ArtifactSettings(ArtifactLimits limits, List<String> environment, boolean inspects) {
        public static final ArtifactSettings DEFAULT = new ArtifactSettings(ArtifactLimits.DEFAULT, List.of(), true);

        public ArtifactSettings {
            environment = List.copyOf(environment);
        }
    }

    /**
     * How templates are rendered.
     *
     * @param deniedFunctions that refuse to work
     * @param confined whether templates read files of their task only
     * @param settling how long changes settle where a job says nothing
     * @param settlingBounds what jobs may say of it
     */
    public record TemplateSettings(
            List<String> deniedFunctions, boolean confined, TaskInputs.Wait settling, TaskInputs.Wait settlingBounds) {
        public static final TemplateSettings DEFAULT = new TemplateSettings(
                List.of("plugin", "executeTemplate", "writeToFile"),
                true,
                TaskInputs.Wait.DEFAULT,
                TaskInputs.Wait.NONE);

        public TemplateSettings {
            deniedFunctions = List.copyOf(deniedFunctions);
        }
    }

    /**
     * What the node keeps for itself.
     *
     * @param cores set of cores such as {@code 0-1}
     * @param ports list and ranges such as {@code 22,8000-8010}
     */
    public record Reserved(long cpuMhz, long memoryMebibytes, long diskMebibytes, String cores, String ports) {
        public static final Reserved NOTHING = new Reserved(0, 0, 0, "", "");
    }

    /** When folders of ended allocations are deleted. */
    public record GarbageCollection(
            Duration interval,
            int parallelDestroys,
            double diskUsagePercent,
            double inodeUsagePercent,
            int maxAllocations) {
        public static final GarbageCollection DEFAULT = new GarbageCollection(Duration.ofMinutes(1), 2, 80, 70, 50);
    }

    public ClientConfig {
        meta = Map.copyOf(meta);
        options = Map.copyOf(options);
        hostVolumes = Map.copyOf(hostVolumes);
    }

    /** The defaults of a node with its folders in one place. */
    public static ClientConfig defaults(Path allocDir) {
        return new ClientConfig(
                allocDir,
                Optional.empty(),
                false,
                "global",
                "dc1",
                "",
                "",
                "default",
                Map.of(),
                "",
                "",
                "127.0.0.1:4646",
                "2.0.6",
                Map.of(),
                0,
                0,
                0,
                0,
                "",
                Map.of(),
                false,
                Reserved.NOTHING,
                20_000,
                32_000,
                Duration.ofSeconds(30),
                Math.max(8, 2 * Runtime.getRuntime().availableProcessors()),
                Optional.empty(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                GarbageCollection.DEFAULT,
                NetworkSettings.DEFAULT,
                ArtifactSettings.DEFAULT,
                TemplateSettings.DEFAULT);
    }

    /** The defaults of a dev agent: everything on the loopback interface and gone in the end. */
    public static ClientConfig dev(Path allocDir) {
        return ClientConfigBuilder.builder(defaults(allocDir))
                .ephemeral(true)
                .bindAddress("127.0.0.1")
                .build();
    }

    /** The entries of an option that is a comma list. */
    public List<String> optionList(String name) {
        return Arrays.stream(options.getOrDefault(name, "").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
