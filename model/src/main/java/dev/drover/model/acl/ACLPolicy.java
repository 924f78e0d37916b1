package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A named set of rules.
 *
 * @param rules the text that an operator wrote
 * @param rulesJson what it means
 * @param hash in base64
 */
@RecordBuilder
public record ACLPolicy(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Rules") String rules,
        @Wire("JobACL") @Nullable JobACL jobAcl,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("RulesJSON") @Nullable ACLPolicyRules rulesJson,
        @Wire("Hash") @Nullable String hash) {
    public ACLPolicy {
        name = Defaults.text(name);
        description = Defaults.text(description);
        rules = Defaults.text(rules);
    }

    /** What lists show. */
    public ACLPolicyListStub stub() {
        return new ACLPolicyListStub(name, description, jobAcl, createIndex, modifyIndex, hash);
    }
}
