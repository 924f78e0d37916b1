package dev.drover.model.diff;

import dev.drover.model.job.Consul;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.service.Service;
import java.util.Map;
import java.util.Set;

/** Where the walk over the records departs from one component, one entry. */
final class DiffRules {
    /** What servers keep, what is told elsewhere in the answer, and what is no user's business. */
    private static final Map<Class<?>, Set<String>> SKIPPED = Map.of(
            Job.class,
            Set.of(
                    "ID",
                    "TaskGroups",
                    "Status",
                    "StatusDescription",
                    "Stable",
                    "Version",
                    "SubmitTime",
                    "CreateIndex",
                    "ModifyIndex",
                    "JobModifyIndex",
                    "VersionTag",
                    "NomadTokenID"),
            TaskGroup.class,
            Set.of("Name", "Tasks"),
            Task.class,
            Set.of("Name"),
            ScalingPolicy.class,
            Set.of("ID", "Namespace", "Target", "CreateIndex", "ModifyIndex"),
            NetworkResource.class,
            Set.of("CIDR", "IP"));

    /** Lists of records are shown under the name of one element. */
    private static final Map<String, String> SINGULAR = Map.ofEntries(
            Map.entry("Constraints", "Constraint"),
            Map.entry("Affinities", "Affinity"),
            Map.entry("Spreads", "Spread"),
            Map.entry("Networks", "Network"),
            Map.entry("Services", "Service"),
            Map.entry("Checks", "Check"),
            Map.entry("Volumes", "Volume"),
            Map.entry("VolumeMounts", "VolumeMount"),
            Map.entry("Templates", "Template"),
            Map.entry("Artifacts", "Artifact"),
            Map.entry("Devices", "Device"),
            Map.entry("ReservedPorts", "Static Port"),
            Map.entry("DynamicPorts", "Dynamic Port"),
            Map.entry("Identities", "Identity"),
            Map.entry("Actions", "Action"),
            Map.entry("Secrets", "Secret"),
            Map.entry("ScalingPolicies", "Scaling"),
            Map.entry("Links", "Link"),
            Map.entry("Regions", "Region"),
            Map.entry("Upstreams", "ConsulUpstreams"));

    /** Blocks that show only what changed, even in a contextual difference. */
    private static final Set<Class<?>> WITHOUT_CONTEXT = Set.of(ScalingPolicy.class, Consul.class);

    /** Free maps that stand as a block of their own; other maps are fields of their owner. */
    private static final Set<String> MAP_BLOCKS = Set.of("Config", "Header");

    /** The component that names an element of a list, so that an edit is not shown as a removal and an addition. */
    private static final Map<Class<?>, String> NAMED_BY = Map.of(Service.class, "Name", ScalingPolicy.class, "Type");

    private DiffRules() {}

    static boolean skips(Class<?> owner, String component) {
        return SKIPPED.getOrDefault(owner, Set.of()).contains(component);
    }

    static String shownAs(String component) {
        return SINGULAR.getOrDefault(component, component);
    }

    static boolean hasContext(Class<?> block) {
        return !WITHOUT_CONTEXT.contains(block);
    }

    static boolean isMapBlock(String component) {
        return MAP_BLOCKS.contains(component);
    }

    /** Wire name of the component that names elements of this type, or empty. */
    static String namedBy(Class<?> element) {
        return NAMED_BY.getOrDefault(element, DEFAULT_NAMES.contains(element.getSimpleName()) ? "Name" : "");
    }

    private static final Set<String> DEFAULT_NAMES =
            Set.of("ServiceCheck", "WorkloadIdentity", "Action", "Secret", "RequestedDevice", "VolumeRequest");
}
