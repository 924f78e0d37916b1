package dev.drover.server.system;

import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.Area;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.api.FuzzyMatch;
import dev.drover.model.api.FuzzySearchResponse;
import dev.drover.model.api.FuzzySearchResponseBuilder;
import dev.drover.model.api.SearchResponse;
import dev.drover.model.api.SearchResponseBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds records by the beginning of their id, or by a part of their name. */
public final class SearchEndpoint {
    private static final int PREFIX_MATCHES = 20;
    private static final int FUZZY_MATCHES = 100;
    private static final int SHORTEST_TERM = 2;
    private static final String ALL = "all";

    /** What a fuzzy search lists even when it has found nothing. */
    private static final List<String> ALWAYS_ANSWERED =
            List.of("deployment", "evals", "host_volumes", "scaling_policy", "vars", "volumes");

    /** What a fuzzy search says of each kind, found or not: whether there would have been more. */
    private static final List<String> FUZZY_KINDS = List.of(
            "allocs",
            "deployment",
            "evals",
            "host_volumes",
            "jobs",
            "namespaces",
            "node_pools",
            "nodes",
            "plugins",
            "scaling_policy",
            "vars",
            "volumes");

    /** Kinds that clients know and of which this version keeps no records. */
    private static final List<String> WITHOUT_RECORDS =
            List.of("host_volumes", "plugins", "scaling_policy", "vars", "volumes");

    private final Core core;

    public SearchEndpoint(Core core) {
        this.core = core;
    }

    /**
     * Ids that begin with a text.
     *
     * @param context one kind of record ("jobs", "allocs", ...) or "all"
     */
    public SearchResponse byPrefix(String prefix, String context, String namespace, Acl acl) {
        require(acl, context, namespace);
        State state = core.state();
        Map<String, Stream<String>> kinds = new LinkedHashMap<>();
        kinds.put(
                "allocs",
                state.allocationsByPrefix(prefix).stream()
                        .filter(it -> matches(acl, it.namespace(), namespace))
                        .map(it -> it.id()));
        kinds.put(
                "deployment",
                state.deploymentsByPrefix(prefix).stream()
                        .filter(it -> matches(acl, it.namespace(), namespace))
                        .map(it -> it.id()));
        kinds.put(
                "evals",
                state.evaluationsByPrefix(prefix).stream()
                        .filter(it -> matches(acl, it.namespace(), namespace))
                        .map(it -> it.id()));
        kinds.put(
                "jobs",
                state.jobs().stream()
                        .filter(it -> matches(acl, it.namespace(), namespace)
                                && it.id().startsWith(prefix))
                        .map(Job::id));
        kinds.put(
                "namespaces",
                state.namespaces().stream().map(Namespace::name).filter(it -> it.startsWith(prefix) && acl.knows(it)));
        kinds.put(
                "node_pools",
                state.nodePools().stream()
                        .map(NodePool::name)
                        .filter(it -> it.startsWith(prefix) && acl.allowsNodePool(it, NodePoolCapability.READ)));
        kinds.put(
                "nodes",
                acl.allows(Area.NODE, AccessLevel.READ)
                        ? state.nodesByPrefix(prefix).stream().map(Node::id)
                        : Stream.empty());
        WITHOUT_RECORDS.forEach(kind -> kinds.put(kind, Stream.empty()));
        check(context, kinds);
        Map<String, @Nullable List<String>> matches = new LinkedHashMap<>();
        Map<String, Boolean> truncations = new LinkedHashMap<>();
        kinds.forEach((kind, ids) -> {
            if (wanted(context, kind)) {
                List<String> found = ids.limit(PREFIX_MATCHES + 1L).toList();
                matches.put(kind, found.isEmpty() ? null : found.subList(0, Math.min(found.size(), PREFIX_MATCHES)));
                truncations.put(kind, found.size() > PREFIX_MATCHES);
            }
        });
        return SearchResponseBuilder.builder()
                .matches(matches)
                .truncations(truncations)
                .knownLeader(true)
                .index(state.index())
                .build();
    }

    private static boolean matches(Acl acl, String own, String wanted) {
        return (wanted.equals("*") || own.equals(wanted)) && acl.allows(own, NamespaceCapability.READ_JOB);
    }

    /** Refuses one kind that the caller may see nothing of; of several he is shown what he may see. */
    private static void require(Acl acl, String context, String namespace) {
        boolean allowed = switch (context) {
            case "nodes" -> acl.allows(Area.NODE, AccessLevel.READ);
            case "jobs", "allocs", "evals", "deployment" ->
                namespace.equals("*")
                        ? acl.allowsSomewhere(NamespaceCapability.READ_JOB)
                        : acl.allows(namespace, NamespaceCapability.READ_JOB);
            case "all", "" ->
                acl.allows(Area.NODE, AccessLevel.READ)
                        || acl.allowsSomewhere(NamespaceCapability.READ_JOB, NamespaceCapability.LIST_JOBS);
            default -> true;
        };
        if (!allowed) {
            throw new ServerException(403, "Permission denied");
        }
    }

    private static boolean wanted(String context, String kind) {
        return context.isEmpty() || context.equals(ALL) || context.equals(kind);
    }

    private static void check(String context, Map<String, ?> kinds) {
        boolean known = context.isEmpty() || context.equals(ALL) || kinds.containsKey(context);
        if (!known) {
            throw ServerException.failed(
                    "context must be one of " + kinds.keySet() + " or all for all contexts; got \"" + context + "\"");
        }
    }

    /** Names that contain a text, whatever the case; parts of jobs are found with the way to them. */
    public FuzzySearchResponse fuzzy(String text, String context, String namespace, Acl acl) {
        if (text.length() < SHORTEST_TERM) {
            throw ServerException.badRequest(
                    "fuzzy search query must be at least " + SHORTEST_TERM + " characters, got " + text.length());
        }
        require(acl, context, namespace);
        State state = core.state();
        Map<String, List<FuzzyMatch>> found = new LinkedHashMap<>();
        for (String kind : ALWAYS_ANSWERED) {
            if (wanted(context, kind)) {
                found.put(kind, new ArrayList<>());
            }
        }
        for (Job job : state.jobs()) {
            if (matches(acl, job.namespace(), namespace)) {
                searchJob(job, text, found);
            }
        }
        for (Node node : acl.allows(Area.NODE, AccessLevel.READ) ? state.nodes() : List.<Node>of()) {
            add(found, "nodes", text, node.name(), List.of(node.id()));
        }
        state.allocations().stream()
                .filter(it -> matches(acl, it.namespace(), namespace))
                .forEach(it -> add(found, "allocs", text, it.name(), List.of(it.namespace(), it.id())));
        state.namespaces().stream()
                .filter(it -> acl.knows(it.name()))
                .forEach(it -> add(found, "namespaces", text, it.name(), List.of()));
        state.nodePools().stream()
                .filter(it -> acl.allowsNodePool(it.name(), NodePoolCapability.READ))
                .forEach(it -> add(found, "node_pools", text, it.name(), List.of()));
        Map<String, List<FuzzyMatch>> matches = new LinkedHashMap<>();
        Map<String, Boolean> truncations = new LinkedHashMap<>();
        FUZZY_KINDS.stream().filter(kind -> wanted(context, kind)).forEach(kind -> truncations.put(kind, false));
        found.forEach((kind, all) -> {
            if (wanted(context, kind) || (context.equals("jobs") && isPartOfJob(kind))) {
                matches.put(kind, all.subList(0, Math.min(all.size(), FUZZY_MATCHES)));
                truncations.put(kind, all.size() > FUZZY_MATCHES);
            }
        });
        return FuzzySearchResponseBuilder.builder()
                .matches(matches)
                .truncations(truncations)
                .knownLeader(true)
                .index(state.index())
                .build();
    }

    private static boolean isPartOfJob(String kind) {
        return kind.equals("groups") || kind.equals("tasks");
    }

    private static void searchJob(Job job, String text, Map<String, List<FuzzyMatch>> found) {
        add(found, "jobs", text, job.name(), List.of(job.namespace(), job.id()));
        for (TaskGroup group : job.taskGroups()) {
            add(found, "groups", text, group.name(), List.of(job.namespace(), job.id()));
            for (Task task : group.tasks()) {
                add(found, "tasks", text, task.name(), List.of(job.namespace(), job.id(), group.name()));
            }
        }
    }

    private static void add(
            Map<String, List<FuzzyMatch>> found, String kind, String text, String name, List<String> scope) {
        if (name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))) {
            found.computeIfAbsent(kind, it -> new ArrayList<>()).add(new FuzzyMatch(name, scope));
        }
    }
}
