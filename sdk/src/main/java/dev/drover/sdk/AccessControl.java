package dev.drover.sdk;

import dev.drover.model.acl.ACLBootstrapRequest;
import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyListStub;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleListStub;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenListStub;
import dev.drover.model.acl.Secret;
import java.util.List;

/** The calls about who may do what: tokens, policies and roles. */
public final class AccessControl {
    private final Transport transport;

    AccessControl(Transport transport) {
        this.transport = transport;
    }

    /**
     * Makes the first token, which may do everything; a cluster answers it once.
     *
     * @param secret what its secret is to be, a UUID; or {@link Secret#NONE} for one that the servers choose
     */
    public ACLToken bootstrap(Secret secret) {
        return put("/v1/acl/bootstrap", new ACLBootstrapRequest(secret.shown()), ACLToken.class);
    }

    public Answer<List<ACLPolicyListStub>> policies(Query query) {
        return transport.list("/v1/acl/policies", query, ACLPolicyListStub.class);
    }

    /** Those that count for whoever asks, through his roles too. */
    public Answer<List<ACLPolicyListStub>> ownPolicies(Query query) {
        return transport.list("/v1/acl/policy/self", query, ACLPolicyListStub.class);
    }

    public Answer<ACLPolicy> policy(String name, Query query) {
        return transport.get(policyPath(name), query, ACLPolicy.class);
    }

    /** Creates or changes a policy by its name. */
    public void apply(ACLPolicy policy) {
        transport.put(policyPath(policy.name()), Query.NONE, policy);
    }

    public void deletePolicy(String name) {
        transport.delete(policyPath(name), Query.NONE);
    }

    public Answer<List<ACLTokenListStub>> tokens(Query query) {
        return transport.list("/v1/acl/tokens", query, ACLTokenListStub.class);
    }

    public Answer<ACLToken> token(String accessorId, Query query) {
        return transport.get(tokenPath(accessorId), query, ACLToken.class);
    }

    /** The token of whoever asks. */
    public Answer<ACLToken> ownToken(Query query) {
        return transport.get("/v1/acl/token/self", query, ACLToken.class);
    }

    /** Makes a token; the answer has its secret. */
    public ACLToken create(ACLToken token) {
        return put("/v1/acl/token", token, ACLToken.class);
    }

    /** Changes the token with the accessor id of the one given. Its secret stays. */
    public ACLToken update(ACLToken token) {
        return put(tokenPath(token.accessorId()), token, ACLToken.class);
    }

    public void deleteToken(String accessorId) {
        transport.delete(tokenPath(accessorId), Query.NONE);
    }

    public Answer<List<ACLRoleListStub>> roles(Query query) {
        return transport.list("/v1/acl/roles", query, ACLRoleListStub.class);
    }

    public Answer<ACLRole> role(String id, Query query) {
        return transport.get(rolePath(id), query, ACLRole.class);
    }

    public Answer<ACLRole> roleByName(String name, Query query) {
        return transport.get("/v1/acl/role/name/" + Transport.segment(name), query, ACLRole.class);
    }

    /** Makes a role; the answer has its id. */
    public ACLRole create(ACLRole role) {
        return put("/v1/acl/role", role, ACLRole.class);
    }

    /** Changes the role with the id of the one given. */
    public ACLRole update(ACLRole role) {
        return put(rolePath(role.id()), role, ACLRole.class);
    }

    public void deleteRole(String id) {
        transport.delete(rolePath(id), Query.NONE);
    }

    private <T> T put(String path, Object body, Class<T> type) {
        return transport.put(path, Query.NONE, body, type).value();
    }

    private static String policyPath(String name) {
        return "/v1/acl/policy/" + Transport.segment(name);
    }

    private static String tokenPath(String accessorId) {
        return "/v1/acl/token/" + Transport.segment(accessorId);
    }

    private static String rolePath(String id) {
        return "/v1/acl/role/" + Transport.segment(id);
    }
}
