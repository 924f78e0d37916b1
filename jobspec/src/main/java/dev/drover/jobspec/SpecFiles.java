package dev.drover.jobspec;

import dev.drover.jobspec.decode.SpecDecoder;
import dev.drover.jobspec.functions.Functions;
import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.EvalSettings;
import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.Evaluation;
import dev.drover.jobspec.hcl.Hcl;
import dev.drover.jobspec.hcl.Parsed;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.jobspec.hcl.VariableInputs;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.quota.QuotaSpec;
import java.util.Optional;

/** From HCL files that operators write, other than job files, to what they describe. Never throws: diagnostics tell what is wrong. */
public final class SpecFiles {
    private SpecFiles() {}

    /** What {@code quota apply} reads. */
    public static SpecFile<QuotaSpec> quota(SourceFile source) {
        return read(source, SpecDecoder::quota);
    }

    /** What {@code namespace apply} reads. */
    public static SpecFile<Namespace> namespace(SourceFile source) {
        return read(source, SpecDecoder::namespace);
    }

    /** The text of an access policy. */
    public static SpecFile<ACLPolicyRules> policy(SourceFile source) {
        return read(source, SpecDecoder::policy);
    }

    /** What {@code node pool apply} reads. */
    public static SpecFile<NodePool> nodePool(SourceFile source) {
        return read(source, SpecDecoder::nodePool);
    }

    private interface Decoder<T> {
        T decode(EvaluatedBody file, boolean complete, Diagnostics diagnostics);
    }

    private static <T> SpecFile<T> read(SourceFile source, Decoder<T> decoder) {
        Diagnostics diagnostics = new Diagnostics();
        Parsed parsed = Hcl.parse(source);
        diagnostics.addAll(parsed.diagnostics());
        if (parsed.hasErrors()) {
            return new SpecFile<>(Optional.empty(), diagnostics.list());
        }
        Evaluation evaluation =
                Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(Functions.refusingFiles(), true));
        diagnostics.addAll(evaluation.diagnostics());
        T value = decoder.decode(evaluation.body(), !evaluation.hasErrors(), diagnostics);
        return new SpecFile<>(diagnostics.hasErrors() ? Optional.empty() : Optional.of(value), diagnostics.list());
    }
}
