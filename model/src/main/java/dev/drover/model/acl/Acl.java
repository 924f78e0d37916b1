package dev.drover.model.acl;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do: the rules of all his policies in a form that answers at once. Nothing is allowed that no rule allows. It never
 * changes.
 */
public final class Acl {
    /** May do everything. */
    public static final Acl MANAGEMENT = new Acl(true, List.of(), Optional.empty());

    /** May do nothing. */
    public static final Acl NOTHING = new Acl(false, List.of(), Optional.empty());

    /** Stands between namespace and path, as neither may hold it. */
    private static final char OF = '\0';

    private final boolean management;
    private final Optional<Workload> workload;
    private final Granted<NamespaceCapability> namespaces;
    private final Granted<VariableCapability> variables;
    private final Granted<NodePoolCapability> nodePools;
    private final Granted<HostVolumeCapability> hostVolumes;
    private final Map<Area, AccessLevel> levels = new EnumMap<>(Area.class);
    private final Set<OperatorCapability> operator;
    private final Set<SentinelCapability> sentinel;

    private Acl(boolean management, Collection<ACLPolicyRules> policies, Optional<Workload> workload) {
        this.management = management;
        this.workload = workload;
        Granted.Gathering<NamespaceCapability> inNamespaces = new Granted.Gathering<>(NamespaceCapability.class);
        Granted.Gathering<VariableCapability> withVariables = new Granted.Gathering<>(VariableCapability.class);
        Granted.Gathering<NodePoolCapability> withPools = new Granted.Gathering<>(NodePoolCapability.class);
        Granted.Gathering<HostVolumeCapability> withVolumes = new Granted.Gathering<>(HostVolumeCapability.class);
        for (ACLPolicyRules rules : policies) {
            rules.namespaces().forEach(rule -> {
                inNamespaces.add(
                        rule.name(), PolicyWords.namespace(rule.policy()), rule.capabilities(), denies(rule.policy()));
                addVariables(rule, withVariables);
            });
            rules.nodePools()
                    .forEach(rule -> withPools.add(
                            rule.name(),
                            PolicyWords.nodePool(rule.policy()),
                            rule.capabilities(),
                            denies(rule.policy())));
            rules.hostVolumes()
                    .forEach(rule -> withVolumes.add(
                            rule.name(),
                            PolicyWords.hostVolume(rule.policy()),
                            rule.capabilities(),
                            denies(rule.policy())));
            addLevels(rules);
        }
        this.namespaces = inNamespaces.done(PolicyWords::implied);
        this.variables = withVariables.done(given -> given == VariableCapability.READ
                ? EnumSet.of(VariableCapability.LIST)
                : EnumSet.noneOf(VariableCapability.class));
        this.nodePools = withPools.done(given -> Set.of());
        this.hostVolumes = withVolumes.done(given -> given == HostVolumeCapability.MOUNT_READWRITE
                ? EnumSet.of(HostVolumeCapability.MOUNT_READONLY)
                : EnumSet.noneOf(HostVolumeCapability.class));
        this.operator = operator(policies);
        this.sentinel = sentinel(policies);
    }

    /** What all these policies come to together. */
    public static Acl of(Collection<ACLPolicyRules> policies) {
        return new Acl(false, policies, Optional.empty());
    }

    /** What they come to for a workload, which also may read its own variables. */
    public static Acl of(Collection<ACLPolicyRules> policies, Workload workload) {
        return new Acl(false, policies, Optional.of(workload));
    }

    private static boolean denies(String policy) {
        return policy.equals(PolicyWords.DENY);
    }

    private static void addVariables(ACLRulesNamespace rule, Granted.Gathering<VariableCapability> withVariables) {
        if (rule.variables() != null) {
            rule.variables()
                    .paths()
                    .forEach(path -> withVariables.add(
                            rule.name() + OF + path.pathSpec(), Set.of(), path.capabilities(), false));
        }
    }

    private void addLevels(ACLPolicyRules rules) {
        add(Area.AGENT, rules.agent() == null ? null : rules.agent().policy());
        add(Area.NODE, rules.node() == null ? null : rules.node().policy());
        add(Area.OPERATOR, rules.operator() == null ? null : rules.operator().policy());
        add(Area.QUOTA, rules.quota() == null ? null : rules.quota().policy());
        add(Area.PLUGIN, rules.plugin() == null ? null : rules.plugin().policy());
    }

    private void add(Area area, @Nullable String word) {
        if (word != null) {
            levels.merge(area, PolicyWords.level(word), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    private static Set<OperatorCapability> operator(Collection<ACLPolicyRules> policies) {
        EnumSet<OperatorCapability> all = EnumSet.noneOf(OperatorCapability.class);
        boolean denied = false;
        for (ACLPolicyRules rules : policies) {
            ACLRulesOperator rule = rules.operator();
            if (rule != null) {
                all.addAll(PolicyWords.operator(rule.policy()));
                rule.capabilities()
                        .forEach(word ->
                                PolicyWords.of(OperatorCapability.class, word).ifPresent(all::add));
                denied |= denies(rule.policy()) || rule.capabilities().contains(PolicyWords.DENY);
            }
        }
        return denied ? EnumSet.noneOf(OperatorCapability.class) : all;
    }

    private static Set<SentinelCapability> sentinel(Collection<ACLPolicyRules> policies) {
        EnumSet<SentinelCapability> all = EnumSet.noneOf(SentinelCapability.class);
        boolean denied = false;
        for (ACLPolicyRules rules : policies) {
            ACLRulesSentinel rule = rules.sentinel();
            if (rule != null) {
                all.addAll(PolicyWords.sentinel(rule.policy()));
                rule.capabilities()
                        .forEach(word ->
                                PolicyWords.of(SentinelCapability.class, word).ifPresent(all::add));
                denied |= denies(rule.policy()) || rule.capabilities().contains(PolicyWords.DENY);
            }
        }
        return denied ? EnumSet.noneOf(SentinelCapability.class) : all;
    }

    public boolean isManagement() {
        return management;
    }

    /** Whether at least one of the capabilities is allowed in the namespace. */
    public boolean allows(String namespace, NamespaceCapability... anyOf) {
        return management || Arrays.stream(anyOf).anyMatch(capability -> namespaces.allows(namespace, capability));
    }

    /** Whether there may be a namespace in which at least one of the capabilities is allowed. */
    public boolean allowsSomewhere(NamespaceCapability... anyOf) {
        return management || Arrays.stream(anyOf).anyMatch(namespaces::allowsSomewhere);
    }

    /** Whether anything at all is allowed in the namespace. */
    public boolean knows(String namespace) {
        return management || namespaces.allowsAny(namespace);
    }

    public boolean allowsVariable(String namespace, String path, VariableCapability capability) {
        boolean reading = capability == VariableCapability.READ || capability == VariableCapability.LIST;
        return management
                || (reading && workload.filter(own -> own.owns(namespace, path)).isPresent())
                || variables.allows(namespace + OF + path, capability);
    }

    public boolean allowsNodePool(String pool, NodePoolCapability capability) {
        return management || nodePools.allows(pool, capability);
    }

    public boolean allowsHostVolume(String volume, HostVolumeCapability capability) {
        return management || hostVolumes.allows(volume, capability);
    }

    public boolean allows(Area area, AccessLevel level) {
        return management || levels.getOrDefault(area, AccessLevel.NONE).covers(level);
    }

    public boolean allows(OperatorCapability capability) {
        return management || operator.contains(capability);
    }

    public boolean allows(SentinelCapability capability) {
        return management || sentinel.contains(capability);
    }
}
