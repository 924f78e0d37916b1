package dev.drover.agent.api;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Jobs with their allocations and latest roll-out in one answer, newest first, as an overview shows them. */
final class JobStatusRoutes {
    private final Reads reads;

    JobStatusRoutes(Reads reads) {
        this.reads = reads;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/jobs/statuses", request -> list(request, Wanted.ALL)),
                Route.of(Set.of("POST"), "/v1/jobs/statuses", request -> list(request, Wanted.of(request)))
                        .in(Scope.READ));
    }

    /**
     * Which jobs a body asks for.
     *
     * @param ids empty for those of the namespace that the request names
     */
    private record Wanted(Set<JobId> ids, boolean children) {
        static final Wanted ALL = new Wanted(Set.of(), false);

        static Wanted of(ApiRequest request) {
            byte[] body = request.body();
            if (body.length == 0) {
                return ALL;
            }
            Map<String, @Nullable Object> tree;
            try {
                tree = anyCase(Json.readObject(body));
            } catch (WireException fault) {
                throw new HttpException(400, "Request body does not fit: " + fault.getMessage());
            }
            Set<JobId> ids = new HashSet<>();
            if (tree.get("jobs") instanceof List<?> jobs) {
                for (Object job : jobs) {
                    if (!(job instanceof Map<?, ?> named)) {
                        throw new HttpException(400, "Jobs has to list objects with ID and Namespace");
                    }
                    Map<String, @Nullable Object> fields = anyCase(named);
                    ids.add(new JobId(text(fields.get("namespace"), "default"), text(fields.get("id"), "")));
                }
            }
            if (ids.isEmpty()) {
                throw new HttpException(400, "Jobs must name at least one job, or leave out the body for all");
            }
            return new Wanted(ids, Boolean.TRUE.equals(tree.get("includechildren")));
        }

        /** Callers write these names in the case that they like. */
        private static Map<String, @Nullable Object> anyCase(Map<?, ?> tree) {
            Map<String, @Nullable Object> lower = new HashMap<>();
            tree.forEach((key, value) -> lower.put(String.valueOf(key).toLowerCase(Locale.ROOT), value));
            return lower;
        }

        private static String text(@Nullable Object value, String otherwise) {
            return value instanceof String text && !text.isEmpty() ? text : otherwise;
        }

        /** Without a namespace in the query, those that the body names count. */
        boolean matches(ApiRequest request, Job job) {
            String asked = request.query("namespace").orElse(ids.isEmpty() ? "default" : "*");
            return (asked.equals("*") || asked.equals(job.namespace()))
                    && request.acl().allows(job.namespace(), NamespaceCapability.READ_JOB)
                    && (ids.isEmpty() || ids.contains(JobId.of(job)) || isChild(job));
        }

        void check(ApiRequest request) {
            String asked = request.query("namespace").orElse(ids.isEmpty() ? "default" : "*");
            boolean allowed = asked.equals("*")
                    ? request.acl().allowsSomewhere(NamespaceCapability.READ_JOB)
                    : request.acl().allows(asked, NamespaceCapability.READ_JOB);
            if (!allowed) {
                throw Gate.denied();
            }
        }

        private boolean isChild(Job job) {
            return children && ids.contains(new JobId(job.namespace(), job.parentId()));
        }
    }

    private Answer list(ApiRequest request, Wanted wanted) {
        wanted.check(request);
        Set<Watch> watches = Set.of(
                new Watch.Whole(Table.JOBS), new Watch.Whole(Table.ALLOCATIONS), new Watch.Whole(Table.DEPLOYMENTS));
        boolean children = request.flag("include_children")
                || wanted.children()
                || !wanted.ids().isEmpty();
        return reads.read(request, watches, (state, index) -> {
            List<Job> jobs = state.jobs().stream()
                    .filter(job -> wanted.matches(request, job))
                    .filter(job -> children || job.parentId().isEmpty())
                    .sorted(Comparator.comparingLong(Job::modifyIndex)
                            .reversed()
                            .thenComparing(Job::id))
                    .toList();
            return Lists.page(
                    request,
                    jobs,
                    index,
                    Job::id,
                    job -> job.modifyIndex() + "." + job.namespace() + "." + job.id(),
                    job -> status(state, job));
        });
    }

    private static Map<String, @Nullable Object> status(State state, Job job) {
        JobId id = JobId.of(job);
        Map<String, @Nullable Object> status = new TreeMap<>();
        status.put("ID", job.id());
        status.put("Namespace", job.namespace());
        status.put("Name", job.name());
        status.put("Type", job.type());
        status.put("Status", job.status());
        status.put("NodePool", job.nodePool());
        status.put("Datacenters", job.datacenters());
        status.put("Priority", job.priority());
        status.put("Version", job.version());
        status.put("SubmitTime", job.submitTime());
        status.put("ModifyIndex", job.modifyIndex());
        status.put("ParentID", job.parentId());
        status.put("Stop", job.stop());
        status.put("IsPack", job.meta().containsKey("pack.name"));
        status.put(
                "GroupCountSum",
                job.taskGroups().stream().mapToLong(JobStatusRoutes::count).sum());
        List<Map<String, @Nullable Object>> allocations = state.allocationsOfJob(id).stream()
                .map(JobStatusRoutes::allocation)
                .toList();
        status.put("Allocs", allocations.isEmpty() ? null : allocations);
        status.put("ChildStatuses", childStatuses(state, job));
        status.put(
                "LatestDeployment",
                state.latestDeployment(id).map(JobStatusRoutes::deployment).orElse(null));
        return status;
    }

    private static long count(TaskGroup group) {
        return group.count() == null ? 1 : group.count();
    }

    /** Null for a job that cannot have any. */
    private static @Nullable List<String> childStatuses(State state, Job job) {
        if (job.periodic() == null && job.parameterizedJob() == null) {
            return null;
        }
        return state.children(JobId.of(job)).stream().map(Job::status).toList();
    }

    private static Map<String, @Nullable Object> allocation(Allocation allocation) {
        Map<String, @Nullable Object> shown = new TreeMap<>();
        shown.put("ID", allocation.id());
        shown.put("Group", allocation.taskGroup());
        shown.put("ClientStatus", allocation.clientStatus().wireName());
        shown.put("NodeID", allocation.nodeId());
        shown.put("JobVersion", allocation.job() == null ? 0 : allocation.job().version());
        shown.put("FollowupEvalID", allocation.followupEvalId());
        shown.put("HasPausedTask", false);
        Map<String, @Nullable Object> health = new TreeMap<>();
        AllocDeploymentStatus status = allocation.deploymentStatus();
        health.put("Canary", status != null && status.canary());
        health.put("Healthy", status == null ? null : status.healthy());
        shown.put("DeploymentStatus", health);
        return shown;
    }

    private static Map<String, Object> deployment(Deployment deployment) {
        Map<String, Object> shown = new TreeMap<>();
        List<DeploymentState> withCanaries = deployment.taskGroups().values().stream()
                .filter(group -> group.desiredCanaries() > 0)
                .toList();
        shown.put("ID", deployment.id());
        shown.put("IsActive", Statuses.active(deployment.status()));
        shown.put("JobVersion", deployment.jobVersion());
        shown.put("Status", deployment.status().wireName());
        shown.put("StatusDescription", deployment.statusDescription());
        shown.put(
                "AllAutoPromote",
                !withCanaries.isEmpty() && withCanaries.stream().allMatch(DeploymentState::autoPromote));
        shown.put(
                "RequiresPromotion",
                withCanaries.stream().anyMatch(group -> !group.promoted()) && Statuses.active(deployment.status()));
        return shown;
    }
}
