package dev.drover.state;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.acl.Secret;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobSummary;
import dev.drover.model.job.ScalingEvent;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.volume.CSIVolume;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.NodeUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the cluster knows at one index of the log. It never changes: a snapshot is a reference, a reader needs no lock, and
 * {@link StateMachine} makes the next state by copying only the paths that a command touches.
 */
public final class State {
    private static final Comparator<Deployment> BY_CREATION =
            Comparator.comparingLong(Deployment::createIndex).thenComparing(Deployment::id);

    final Tables tables;
    private final long index;

    State(Tables tables, long index) {
        this.tables = tables;
        this.index = index;
    }

    /** The state of a cluster in which nothing has happened. */
    public static State initial() {
        return new State(Tables.initial(), 0);
    }

    /** Index of the last command that is part of this state. */
    public long index() {
        return index;
    }

    /** Index of the last command that changed the table. */
    public long index(Table table) {
        return tables.index(table);
    }

    /** Index of the last command that changed what the watch stands for; that of its table when there is no such record. */
    public long index(Watch watch) {
        return WatchIndex.of(this, watch);
    }

    public Optional<Job> job(JobId id) {
        return Optional.ofNullable(tables.jobs.get(id));
    }

    public Collection<Job> jobs() {
        return tables.jobs.values();
    }

    public Collection<Job> jobs(String namespace) {
        return tables.jobs.range(new JobId(namespace, ""), new JobId(namespace + '\0', ""));
    }

    public Collection<Job> jobsByPrefix(String namespace, String prefix) {
        return tables.jobs.range(new JobId(namespace, prefix), new JobId(namespace, Prefix.end(prefix)));
    }

    /** The versions that are kept, newest first. */
    public List<Job> jobVersions(JobId id) {
        return tables.jobVersions.getOrDefault(id, List.of());
    }

    public Optional<Job> jobVersion(JobId id, long version) {
        return jobVersions(id).stream().filter(job -> job.version() == version).findFirst();
    }

    /** The version of the job that bears the tag. */
    public Optional<Job> taggedVersion(JobId id, String tag) {
        return jobVersions(id).stream()
                .filter(job ->
                        job.versionTag() != null && job.versionTag().name().equals(tag))
                .findFirst();
    }

    public Optional<JobSubmission> jobSubmission(JobId id, long version) {
        return tables.submissions.getOrDefault(id, List.of()).stream()
                .filter(submission -> submission.version() == version)
                .findFirst();
    }

    /** The jobs that a periodic or parameterized job has brought forth. */
    public List<Job> children(JobId parent) {
        return tables.childrenByJob.of(parent).stream()
                .flatMap(id -> job(new JobId(parent.namespace(), id)).stream())
                .toList();
    }

    /** How many allocations are in which status; empty when the job is not known. */
    public Optional<JobSummary> summary(JobId id) {
        return Optional.ofNullable(tables.summaries.get(id));
    }

    /** The scaling events by group, newest first. */
    public Map<String, List<ScalingEvent>> scalingEvents(JobId id) {
        return tables.scalingEvents.getOrDefault(id, Map.of());
    }

    /** What may scale groups and tasks, by id. */
    public Collection<ScalingPolicy> scalingPolicies() {
        return tables.scalingPolicies.values();
    }

    public Optional<ScalingPolicy> scalingPolicy(String id) {
        return Optional.ofNullable(tables.scalingPolicies.get(id));
    }

    /** The time for which the periodic job was launched last. */
    public Optional<Instant> lastLaunch(JobId id) {
        return Optional.ofNullable(tables.launches.get(id));
    }

    public Optional<Node> node(String id) {
        return Optional.ofNullable(tables.nodes.get(id));
    }

    public Collection<Node> nodes() {
        return tables.nodes.values();
    }

    public Collection<Node> nodesByPrefix(String prefix) {
        return tables.nodes.range(prefix, Prefix.end(prefix));
    }

    /** The same object in all states that have the very same nodes, so that what was derived from them can be kept by it. */
    public Object nodesIdentity() {
        return tables.nodes;
    }

    /** What is held of the nodes of which anything was ever held, by node id in its order. */
    public Collection<Map.Entry<String, NodeUsage>> usages() {
        return tables.usage.entries();
    }

    /** What allocations that are not terminal hold of the node. */
    public NodeUsage usage(String nodeId) {
        return tables.usage.getOrDefault(nodeId, NodeUsage.NONE);
    }

    public Optional<Allocation> allocation(String id) {
        return Optional.ofNullable(tables.allocations.get(id));
    }

    public Collection<Allocation> allocations() {
        return tables.allocations.values();
    }

    public Collection<Allocation> allocationsByPrefix(String prefix) {
        return tables.allocations.range(prefix, Prefix.end(prefix));
    }

    /** Index of the last command by which an allocation was forgotten; who knows all of a group as of then or later has none too many. */
    public long allocationsForgottenAt() {
        return Math.max(tables.removal(Table.ALLOCATIONS), tables.restoredAt);
    }

    public List<Allocation> allocationsOfJob(JobId id) {
        return allocations(tables.allocationsByJob.of(id));
    }

    public List<Allocation> allocationsOfNode(String nodeId) {
        return allocations(tables.allocationsByNode.of(nodeId));
    }

    public List<Allocation> allocationsOfEvaluation(String evaluationId) {
        return allocations(tables.allocationsByEvaluation.of(evaluationId));
    }

    public List<Allocation> allocationsOfDeployment(String deploymentId) {
        return allocations(tables.allocationsByDeployment.of(deploymentId));
    }

    private List<Allocation> allocations(Set<String> ids) {
        List<Allocation> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            Allocation allocation = tables.allocations.get(id);
            if (allocation != null) {
                found.add(allocation);
            }
        }
        return Collections.unmodifiableList(found);
    }

    public Optional<Evaluation> evaluation(String id) {
        return Optional.ofNullable(tables.evaluations.get(id));
    }

    public Collection<Evaluation> evaluations() {
        return tables.evaluations.values();
    }

    public Collection<Evaluation> evaluationsByPrefix(String prefix) {
        return tables.evaluations.range(prefix, Prefix.end(prefix));
    }

    public List<Evaluation> evaluationsOfJob(JobId id) {
        return tables.evaluationsByJob.of(id).stream()
                .flatMap(evaluation -> evaluation(evaluation).stream())
                .toList();
    }

    public Optional<Deployment> deployment(String id) {
        return Optional.ofNullable(tables.deployments.get(id));
    }

    public Collection<Deployment> deployments() {
        return tables.deployments.values();
    }

    public Collection<Deployment> deploymentsByPrefix(String prefix) {
        return tables.deployments.range(prefix, Prefix.end(prefix));
    }

    public List<Deployment> deploymentsOfJob(JobId id) {
        return tables.deploymentsByJob.of(id).stream()
                .flatMap(deployment -> deployment(deployment).stream())
                .toList();
    }

    public Optional<Deployment> latestDeployment(JobId id) {
        return deploymentsOfJob(id).stream().max(BY_CREATION);
    }

    public SchedulerConfiguration schedulerConfiguration() {
        return tables.schedulerConfiguration;
    }

    public AutopilotConfiguration autopilotConfiguration() {
        return tables.autopilotConfiguration;
    }

    public Optional<Namespace> namespace(String name) {
        return Optional.ofNullable(tables.namespaces.get(name));
    }

    public Collection<Namespace> namespaces() {
        return tables.namespaces.values();
    }

    public Optional<NodePool> nodePool(String name) {
        return Optional.ofNullable(tables.nodePools.get(name));
    }

    public Collection<NodePool> nodePools() {
        return tables.nodePools.values();
    }

    public Optional<CSIVolume> csiVolume(VolumeId id) {
        return Optional.ofNullable(tables.csiVolumes.get(id));
    }

    public Collection<CSIVolume> csiVolumes() {
        return tables.csiVolumes.values();
    }

    /** What is wanted of the volume by allocations that are placed and have not reported their end. */
    public List<VolumeClaim> claims(VolumeId volume) {
        return allocations(tables.volumeClaims.of(volume)).stream()
                .flatMap(allocation -> VolumeClaim.of(allocation).stream())
                .filter(claim -> claim.volume().equals(volume))
                .toList();
    }

    public Optional<QuotaSpec> quota(String name) {
        return Optional.ofNullable(tables.quotas.get(name));
    }

    public Collection<QuotaSpec> quotas() {
        return tables.quotas.values();
    }

    public Collection<QuotaSpec> quotasByPrefix(String prefix) {
        return tables.quotas.range(prefix, Prefix.end(prefix));
    }

    /** What all namespaces under the quota hold together: allocations count until their nodes have reported their end. */
    public NamespaceUse quotaUse(String quota) {
        NamespaceUse sum = NamespaceUse.NONE;
        for (Map.Entry<String, NamespaceUse> entry : tables.quotaUse.entries()) {
            if (quotaOf(entry.getKey()).equals(quota)) {
                sum = sum.plus(entry.getValue());
            }
        }
        return sum;
    }

    /** Name of the quota that the namespace is under, or empty. */
    public String quotaOf(String namespace) {
        Namespace found = tables.namespaces.get(namespace);
        return found == null ? "" : found.quota();
    }

    public Optional<ACLPolicy> aclPolicy(String name) {
        return Optional.ofNullable(tables.aclPolicies.get(name));
    }

    public Collection<ACLPolicy> aclPolicies() {
        return tables.aclPolicies.values();
    }

    public Optional<ACLToken> aclToken(String accessor) {
        return Optional.ofNullable(tables.aclTokens.get(accessor));
    }

    public Optional<ACLToken> aclToken(Secret secret) {
        return Optional.ofNullable(tables.aclTokensBySecret.get(secret.fingerprint()))
                .flatMap(this::aclToken);
    }

    public Collection<ACLToken> aclTokens() {
        return tables.aclTokens.values();
    }

    public Optional<ACLRole> aclRole(String id) {
        return Optional.ofNullable(tables.aclRoles.get(id));
    }

    public Optional<ACLRole> aclRoleByName(String name) {
        return aclRoles().stream().filter(role -> role.name().equals(name)).findFirst();
    }

    public Collection<ACLRole> aclRoles() {
        return tables.aclRoles.values();
    }

    public Optional<OneTimeToken> oneTimeToken(Secret oneTimeSecret) {
        return Optional.ofNullable(tables.oneTimeTokens.get(oneTimeSecret.fingerprint()));
    }

    public Collection<OneTimeToken> oneTimeTokens() {
        return tables.oneTimeTokens.values();
    }

    /** The root keys, in the order of their ids. */
    public Collection<RootKey> rootKeys() {
        return tables.rootKeys.values();
    }

    public Optional<RootKey> rootKey(String id) {
        return Optional.ofNullable(tables.rootKeys.get(id));
    }

    /** The key that signs; none before the first leader has made one. */
    public Optional<RootKey> activeRootKey() {
        return rootKeys().stream().filter(RootKey::isActive).findFirst();
    }

    /** The same without what root keys are made of, for a snapshot that may leave the cluster. */
    public State withoutKeyMaterial() {
        Tables redacted = tables.copy();
        for (RootKey key : rootKeys()) {
            redacted.rootKeys = redacted.rootKeys.with(key.id(), key.redacted());
        }
        return new State(redacted, index);
    }

    /** At which index the first token was made last, or 0 when it never was. */
    public long aclBootstrapIndex() {
        return tables.aclBootstrapIndex;
    }

    /** How much of the job is alive. */
    JobActivity activity(JobId id) {
        return tables.activity.getOrDefault(id, JobActivity.NONE);
    }
}
