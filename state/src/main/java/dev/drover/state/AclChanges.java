package dev.drover.state;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyBuilder;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleBuilder;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.acl.OneTimeTokenBuilder;
import dev.drover.state.command.AclCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes policies, tokens and roles. */
final class AclChanges {
    private AclChanges() {}

    static void apply(Draft draft, AclCommand command) {
        switch (command) {
            case AclCommand.Bootstrap change -> {
                if (conflict(draft.view(), change).isEmpty()) {
                    put(draft, change.token());
                    draft.tables.aclBootstrapIndex = draft.index;
                }
            }
            case AclCommand.UpsertPolicies change -> change.policies().forEach(policy -> put(draft, policy));
            case AclCommand.DeletePolicies change -> deletePolicies(draft, change.names());
            case AclCommand.UpsertTokens change -> change.tokens().forEach(token -> put(draft, token));
            case AclCommand.DeleteTokens change -> change.accessors().forEach(accessor -> deleteToken(draft, accessor));
            case AclCommand.UpsertRoles change -> change.roles().forEach(role -> put(draft, role));
            case AclCommand.DeleteRoles change -> deleteRoles(draft, change.ids());
            case AclCommand.UpsertOneTimeToken change -> put(draft, change.token());
            case AclCommand.ExchangeOneTimeToken change -> {
                if (conflict(draft.view(), change).isEmpty()) {
                    deleteOneTime(draft, change.oneTimeSecret().fingerprint());
                }
            }
            case AclCommand.ExpireOneTimeTokens change -> expire(draft, change.time());
        }
    }

    /** Why there cannot be a first token; nothing when there can. */
    static Optional<String> conflict(State state, AclCommand.Bootstrap change) {
        long done = state.tables.aclBootstrapIndex;
        return done == 0 || done == change.resetIndex()
                ? Optional.empty()
                : Optional.of("ACL bootstrap already done (reset index: " + done + ")");
    }

    /** Why the one-time token does not count; nothing when it does. */
    static Optional<String> conflict(State state, AclCommand.ExchangeOneTimeToken change) {
        OneTimeToken found =
                state.tables.oneTimeTokens.get(change.oneTimeSecret().fingerprint());
        return found != null && found.expiresAt().isAfter(change.time())
                ? Optional.empty()
                : Optional.of("there is no such one-time token, or no longer");
    }

    private static void put(Draft draft, ACLPolicy policy) {
        ACLPolicy before = draft.tables.aclPolicies.get(policy.name());
        draft.tables.aclPolicies = draft.tables.aclPolicies.with(
                policy.name(),
                ACLPolicyBuilder.builder(policy)
                        .createIndex(before == null ? draft.index : before.createIndex())
                        .modifyIndex(draft.index)
                        .build(),
                draft.edit);
        draft.touch(Table.ACL_POLICIES);
    }

    private static void deletePolicies(Draft draft, List<String> names) {
        for (String name : names) {
            draft.tables.aclPolicies = draft.tables.aclPolicies.without(name, draft.edit);
        }
        draft.touch(Table.ACL_POLICIES);
    }

    private static void put(Draft draft, ACLToken token) {
        ACLToken before = draft.tables.aclTokens.get(token.accessorId());
        if (before != null) {
            draft.tables.aclTokensBySecret =
                    draft.tables.aclTokensBySecret.without(before.secretId().fingerprint(), draft.edit);
        }
        draft.tables.aclTokens = draft.tables.aclTokens.with(
                token.accessorId(),
                ACLTokenBuilder.builder(token)
                        .createIndex(before == null ? draft.index : before.createIndex())
                        .modifyIndex(draft.index)
                        .build(),
                draft.edit);
        draft.tables.aclTokensBySecret =
                draft.tables.aclTokensBySecret.with(token.secretId().fingerprint(), token.accessorId(), draft.edit);
        draft.touch(Table.ACL_TOKENS);
    }

    private static void deleteToken(Draft draft, String accessor) {
        ACLToken before = draft.tables.aclTokens.get(accessor);
        if (before == null) {
            return;
        }
        draft.tables.aclTokens = draft.tables.aclTokens.without(accessor, draft.edit);
        draft.tables.aclTokensBySecret =
                draft.tables.aclTokensBySecret.without(before.secretId().fingerprint(), draft.edit);
        draft.touch(Table.ACL_TOKENS);
        for (OneTimeToken token : List.copyOf(draft.tables.oneTimeTokens.values())) {
            if (token.accessorId().equals(accessor)) {
                deleteOneTime(draft, token.oneTimeSecretId().fingerprint());
            }
        }
    }

    private static void put(Draft draft, ACLRole role) {
        ACLRole before = draft.tables.aclRoles.get(role.id());
        draft.tables.aclRoles = draft.tables.aclRoles.with(
                role.id(),
                ACLRoleBuilder.builder(role)
                        .createIndex(before == null ? draft.index : before.createIndex())
                        .modifyIndex(draft.index)
                        .build(),
                draft.edit);
        draft.touch(Table.ACL_ROLES);
    }

    private static void deleteRoles(Draft draft, List<String> ids) {
        for (String id : ids) {
            draft.tables.aclRoles = draft.tables.aclRoles.without(id, draft.edit);
        }
        draft.touch(Table.ACL_ROLES);
    }

    private static void put(Draft draft, OneTimeToken token) {
        for (OneTimeToken other : List.copyOf(draft.tables.oneTimeTokens.values())) {
            if (other.accessorId().equals(token.accessorId())) {
                deleteOneTime(draft, other.oneTimeSecretId().fingerprint());
            }
        }
        draft.tables.oneTimeTokens = draft.tables.oneTimeTokens.with(
                token.oneTimeSecretId().fingerprint(),
                OneTimeTokenBuilder.builder(token)
                        .createIndex(draft.index)
                        .modifyIndex(draft.index)
                        .build(),
                draft.edit);
        draft.touch(Table.ONE_TIME_TOKENS);
    }

    private static void expire(Draft draft, Instant time) {
        for (OneTimeToken token : List.copyOf(draft.tables.oneTimeTokens.values())) {
            if (!token.expiresAt().isAfter(time)) {
                deleteOneTime(draft, token.oneTimeSecretId().fingerprint());
            }
        }
    }

    private static void deleteOneTime(Draft draft, String fingerprint) {
        draft.tables.oneTimeTokens = draft.tables.oneTimeTokens.without(fingerprint, draft.edit);
        draft.touch(Table.ONE_TIME_TOKENS);
    }
}
