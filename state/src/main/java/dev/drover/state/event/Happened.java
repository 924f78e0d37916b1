package dev.drover.state.event;

import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.VolumeId;
import dev.drover.state.Watch;
import dev.drover.state.command.AclCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.VolumeCommand;
import dev.drover.state.plan.PlanCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one command has done. Garbage that is taken out is no event but for jobs: subscribers have seen the end when it came.
 *
 * @param type the type of all its events
 */
record Happened(long index, String type, List<Happening> happenings) {
    private static final Comparator<Happening> ORDER = Comparator.comparing(Happening::topic)
            .thenComparing(Happening::namespace)
            .thenComparing(Happening::key);

    static Happened of(State before, State after, Command command, Collection<Watch> changed) {
        List<Happening> found = new ArrayList<>();
        for (Watch watch : changed) {
            of(before, after, watch).ifPresent(found::add);
        }
        if (command instanceof SettingsCommand settings) {
            addNodePools(before, after, settings, found);
        }
        if (command instanceof VolumeCommand volumes) {
            addVolumes(before, after, volumes, found);
        }
        if (command instanceof AclCommand access) {
            addAccess(before, after, access, found);
        }
        if (command instanceof PlanCommand.Commit(PlanCommit plan)) {
            // What was planned for is told of with the plan, though it is not changed by it.
            after.evaluation(plan.evaluationId())
                    .map(Happening::of)
                    .filter(evaluation -> !found.contains(evaluation))
                    .ifPresent(found::add);
        }
        return new Happened(after.index(), EventType.of(command), List.copyOf(found));
    }

    /** Those that are wanted, in an order that is the same on every server. */
    List<Event> events(Predicate<Happening> wanted) {
        return happenings.stream()
                .filter(wanted)
                .sorted(ORDER)
                .map(happening -> happening.event(type, index))
                .toList();
    }

    private static Optional<Happening> of(State before, State after, Watch watch) {
        return switch (watch) {
            case Watch.OneJob(JobId id) ->
                after.job(id)
                        .map(job -> Happening.of(job, false))
                        .or(() -> before.job(id).map(job -> Happening.of(job, true)));
            case Watch.OneNode(String id) ->
                after.node(id)
                        .map(node -> Happening.of(node, false))
                        .or(() -> before.node(id).map(node -> Happening.of(node, true)));
            case Watch.OneAllocation(String id) -> after.allocation(id).map(Happening::of);
            case Watch.OneEvaluation(String id) -> after.evaluation(id).map(Happening::of);
            case Watch.OneDeployment(String id) -> after.deployment(id).map(Happening::of);
            case Watch groupOrTable -> Optional.empty();
        };
    }

    private static void addVolumes(State before, State after, VolumeCommand volumes, List<Happening> found) {
        switch (volumes) {
            case VolumeCommand.RegisterCsi change ->
                change.volumes().stream()
                        .flatMap(volume -> after.csiVolume(VolumeId.of(volume)).stream())
                        .forEach(volume -> found.add(Happening.of(volume, false)));
            case VolumeCommand.DeregisterCsi change -> {
                if (after.csiVolume(change.volume()).isEmpty()) {
                    before.csiVolume(change.volume()).ifPresent(gone -> found.add(Happening.of(gone, true)));
                }
            }
        }
    }

    private static void addAccess(State before, State after, AclCommand access, List<Happening> found) {
        switch (access) {
            case AclCommand.Bootstrap change ->
                after.aclToken(change.token().accessorId()).ifPresent(token -> found.add(Happening.of(token, false)));
            case AclCommand.UpsertTokens change ->
                change.tokens().stream()
                        .flatMap(token -> after.aclToken(token.accessorId()).stream())
                        .forEach(token -> found.add(Happening.of(token, false)));
            case AclCommand.DeleteTokens change ->
                change.accessors().stream()
                        .flatMap(accessor -> before.aclToken(accessor).stream())
                        .forEach(gone -> found.add(Happening.of(gone, true)));
            case AclCommand.UpsertPolicies change ->
                change.policies().stream()
                        .flatMap(policy -> after.aclPolicy(policy.name()).stream())
                        .forEach(policy -> found.add(Happening.of(policy, false)));
            case AclCommand.DeletePolicies change ->
                change.names().stream()
                        .flatMap(name -> before.aclPolicy(name).stream())
                        .forEach(gone -> found.add(Happening.of(gone, true)));
            case AclCommand.UpsertRoles change ->
                change.roles().stream()
                        .flatMap(role -> after.aclRole(role.id()).stream())
                        .forEach(role -> found.add(Happening.of(role, false)));
            case AclCommand.DeleteRoles change ->
                change.ids().stream()
                        .flatMap(id -> before.aclRole(id).stream())
                        .forEach(gone -> found.add(Happening.of(gone, true)));
            case AclCommand.UpsertOneTimeToken change -> {}
            case AclCommand.ExchangeOneTimeToken change -> {}
            case AclCommand.ExpireOneTimeTokens change -> {}
        }
    }

    private static void addNodePools(State before, State after, SettingsCommand settings, List<Happening> found) {
        switch (settings) {
            case SettingsCommand.UpsertNodePools change ->
                change.nodePools()
                        .forEach(pool ->
                                after.nodePool(pool.name()).ifPresent(now -> found.add(Happening.of(now, false))));
            case SettingsCommand.DeleteNodePools change ->
                change.names()
                        .forEach(name -> before.nodePool(name).ifPresent(gone -> found.add(Happening.of(gone, true))));
            case SettingsCommand.SetSchedulerConfiguration change -> {}
            case SettingsCommand.UpsertNamespaces change -> {}
            case SettingsCommand.DeleteNamespaces change -> {}
            case SettingsCommand.UpsertQuotas change -> {}
            case SettingsCommand.DeleteQuotas change -> {}
            case SettingsCommand.SetAutopilot change -> {}
        }
    }
}
