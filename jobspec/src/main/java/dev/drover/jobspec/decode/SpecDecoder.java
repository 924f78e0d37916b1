package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.quota.QuotaSpec;

/** Makes records of evaluated files that are no job files. With errors among the diagnostics, what comes is not to be used. */
public final class SpecDecoder {
    private SpecDecoder() {}

    public static QuotaSpec quota(EvaluatedBody file, boolean complete, Diagnostics diagnostics) {
        return QuotaSchemas.FILE.decode(file, Scope.outermost(diagnostics, complete, file.range()));
    }

    public static Namespace namespace(EvaluatedBody file, boolean complete, Diagnostics diagnostics) {
        return NamespaceSchemas.FILE.decode(file, Scope.outermost(diagnostics, complete, file.range()));
    }

    public static ACLPolicyRules policy(EvaluatedBody file, boolean complete, Diagnostics diagnostics) {
        return AclSchemas.FILE.decode(file, Scope.outermost(diagnostics, complete, file.range()));
    }

    public static NodePool nodePool(EvaluatedBody file, boolean complete, Diagnostics diagnostics) {
        return NodePoolSchemas.FILE.decode(file, Scope.outermost(diagnostics, complete, file.range()));
    }
}
