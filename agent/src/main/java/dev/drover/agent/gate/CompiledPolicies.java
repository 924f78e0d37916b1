package dev.drover.agent.gate;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.Acl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What sets of policies come to. Many tokens share a set, and a set changes only when one of its policies does. */
final class CompiledPolicies {
    /** Beyond it all is forgotten and made again as it is asked for. */
    private static final int MOST = 1_000;

    private final Map<List<Version>, Acl> known = new ConcurrentHashMap<>();

    /** A policy as it was at one index. */
    private record Version(String name, long index) {}

    Caller caller(Optional<ACLToken> token, List<ACLPolicy> policies) {
        Acl acl = token.filter(ACLToken::isManagement).isPresent() ? Acl.MANAGEMENT : of(policies);
        return new Caller(token, policies.stream().map(ACLPolicy::name).toList(), acl);
    }

    private Acl of(List<ACLPolicy> policies) {
        if (policies.isEmpty()) {
            return Acl.NOTHING;
        }
        List<Version> key = policies.stream()
                .map(policy -> new Version(policy.name(), policy.modifyIndex()))
                .toList();
        Acl found = known.get(key);
        if (found != null) {
            return found;
        }
        Acl made = Acl.of(policies.stream().map(CompiledPolicies::rules).toList());
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, made);
        return made;
    }

    private static ACLPolicyRules rules(ACLPolicy policy) {
        ACLPolicyRules rules = policy.rulesJson();
        // A policy for the workloads of a job says nothing about the holder of a token.
        return rules == null ? ACLPolicyRules.NONE : rules;
    }
}
