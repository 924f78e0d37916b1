package dev.drover.agent.gate;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What sets of policies come to. Many tokens share a set, and a set changes only when one of its policies does. */
final class CompiledPolicies {
    /** Beyond it all is forgotten and made again as it is asked for. */
    private static final int MOST = 1_000;

    private final Map<Key, Acl> known = new ConcurrentHashMap<>();

    /** Policies, and the workload that they count for beside what it may do anyway. */
    private record Key(List<Version> policies, Optional<Workload> workload) {}

    /** A policy as it was at one index. */
    private record Version(String name, long index) {}

    Caller caller(Optional<ACLToken> token, Optional<Workload> workload, List<ACLPolicy> policies) {
        Acl acl = token.filter(ACLToken::isManagement).isPresent() ? Acl.MANAGEMENT : of(policies, workload);
        return new Caller(
                token, workload, policies.stream().map(ACLPolicy::name).toList(), acl);
    }

    private Acl of(List<ACLPolicy> policies, Optional<Workload> workload) {
        if (policies.isEmpty() && workload.isEmpty()) {
            return Acl.NOTHING;
        }
        Key key = new Key(
                policies.stream()
                        .map(policy -> new Version(policy.name(), policy.modifyIndex()))
                        .toList(),
                workload);
        Acl found = known.get(key);
        if (found != null) {
            return found;
        }
        List<ACLPolicyRules> rules =
                policies.stream().map(CompiledPolicies::rules).toList();
        Acl made = workload.map(own -> Acl.of(rules, own)).orElseGet(() -> Acl.of(rules));
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, made);
        return made;
    }

    private static ACLPolicyRules rules(ACLPolicy policy) {
        ACLPolicyRules rules = policy.rulesJson();
        return rules == null ? ACLPolicyRules.NONE : rules;
    }
}
