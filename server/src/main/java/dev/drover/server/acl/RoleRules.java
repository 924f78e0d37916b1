package dev.drover.server.acl;

import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleBuilder;
import dev.drover.model.acl.ACLRolePolicyLink;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import java.util.List;
import java.util.Optional;

/** What a role has to look like. */
final class RoleRules {
    private RoleRules() {}

    /** The role with an id, its policies once each, and its hash. */
    static ACLRole checked(State state, ACLRole asked) {
        if (!asked.id().isEmpty() && state.aclRole(asked.id()).isEmpty()) {
            throw ServerException.notFound("ACL role not found");
        }
        if (!PolicyChecks.NAME.matcher(asked.name()).matches()) {
            throw ServerException.badRequest(
                    "invalid name '" + asked.name() + "'; it has to match " + PolicyChecks.NAME.pattern());
        }
        if (asked.description().length() > PolicyChecks.LONGEST_DESCRIPTION) {
            throw ServerException.badRequest(
                    "description longer than " + PolicyChecks.LONGEST_DESCRIPTION + " characters; make it shorter");
        }
        List<ACLRolePolicyLink> policies = asked.policies().stream().distinct().toList();
        if (policies.isEmpty()) {
            throw ServerException.badRequest("at least one policy should be specified");
        }
        for (ACLRolePolicyLink link : policies) {
            if (state.aclPolicy(link.name()).isEmpty()) {
                throw ServerException.badRequest("cannot find policy " + link.name() + "; apply it first");
            }
        }
        Optional<ACLRole> sameName = state.aclRoleByName(asked.name());
        if (sameName.isPresent() && !sameName.get().id().equals(asked.id())) {
            throw ServerException.badRequest("role with name " + asked.name() + " already exists");
        }
        return ACLRoleBuilder.builder(asked)
                .id(asked.id().isEmpty() ? Ids.next() : asked.id())
                .policies(policies)
                .createIndex(0)
                .modifyIndex(0)
                .hash(Hashes.of(asked.name(), asked.description(), policies.toString()))
                .build();
    }
}
