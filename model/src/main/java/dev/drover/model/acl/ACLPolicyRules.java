package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a policy as they were read from its text. */
@RecordBuilder
public record ACLPolicyRules(
        @Wire("Namespaces") List<ACLRulesNamespace> namespaces,
        @Wire("NodePools") List<ACLRulesNodePool> nodePools,
        @Wire("HostVolumes") List<ACLRulesHostVolume> hostVolumes,
        @Wire("Agent") @Nullable ACLRulesAgent agent,
        @Wire("Node") @Nullable ACLRulesNode node,
        @Wire("Operator") @Nullable ACLRulesOperator operator,
        @Wire("Sentinel") @Nullable ACLRulesSentinel sentinel,
        @Wire("Quota") @Nullable ACLRulesQuota quota,
        @Wire("Plugin") @Nullable ACLRulesPlugin plugin,
        @Wire("Raw") String raw) {
    public ACLPolicyRules {
        namespaces = Defaults.list(namespaces);
        nodePools = Defaults.list(nodePools);
        hostVolumes = Defaults.list(hostVolumes);
        raw = Defaults.text(raw);
    }

    /** Nothing is allowed. */
    public static final ACLPolicyRules NONE =
            new ACLPolicyRules(List.of(), List.of(), List.of(), null, null, null, null, null, null, "");
}
