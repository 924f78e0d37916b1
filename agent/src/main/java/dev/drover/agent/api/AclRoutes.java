package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.gate.Caller;
import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.jobspec.SpecFile;
import dev.drover.jobspec.SpecFiles;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.acl.ACLBootstrapRequest;
import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyBuilder;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleBuilder;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.ACLTokenRoleLink;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.acl.OneTimeTokenBuilder;
import dev.drover.model.acl.OneTimeTokenExchangeRequest;
import dev.drover.model.acl.OneTimeTokenExchangeResponse;
import dev.drover.model.acl.OneTimeTokenUpsertResponse;
import dev.drover.model.wire.Defaults;
import dev.drover.server.acl.AclEndpoint;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;
import java.util.function.Predicate;

/** Tokens, policies and roles. */
final class AclRoutes {
    private static final Watch POLICIES = new Watch.Whole(Table.ACL_POLICIES);
    private static final Watch TOKENS = new Watch.Whole(Table.ACL_TOKENS);
    private static final Watch ROLES = new Watch.Whole(Table.ACL_ROLES);

    private final AgentConfig config;
    private final Reads reads;
    private final Parts parts;

    AclRoutes(AgentConfig config, Reads reads, Parts parts) {
        this.config = config;
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.write("/v1/acl/bootstrap", whenOn(this::bootstrap)),
                Route.get("/v1/acl/policies", whenOn(this::policies)),
                Route.get("/v1/acl/policy/self", this::ownPolicies),
                Route.get("/v1/acl/policy/:policy_name", whenOn(this::policy)),
                Route.write("/v1/acl/policy/:policy_name", whenOn(this::upsertPolicy)),
                Route.delete(
                        "/v1/acl/policy/:policy_name",
                        whenOn(request -> Answer.done(acl().deletePolicy(request.parameter("policy_name"))))),
                Route.get("/v1/acl/tokens", whenOn(this::tokens)),
                Route.write("/v1/acl/token", whenOn(this::createToken)),
                Route.get("/v1/acl/token/self", this::ownToken),
                Route.get("/v1/acl/token/:accessor_id", whenOn(this::token)),
                Route.write("/v1/acl/token/:accessor_id", whenOn(this::updateToken)),
                Route.delete(
                        "/v1/acl/token/:accessor_id",
                        whenOn(request -> Answer.done(acl().deleteToken(request.parameter("accessor_id"))))),
                Route.write("/v1/acl/token/onetime", whenOn(this::oneTime)),
                Route.write("/v1/acl/token/onetime/exchange", whenOn(this::exchange)),
                Route.get("/v1/acl/roles", whenOn(this::roles)),
                Route.write("/v1/acl/role", whenOn(this::upsertRole)),
                Route.get("/v1/acl/role/name/:role_name", whenOn(this::roleByName)),
                Route.get("/v1/acl/role/:role_id", whenOn(this::role)),
                Route.write("/v1/acl/role/:role_id", whenOn(this::upsertRole)),
                Route.delete(
                        "/v1/acl/role/:role_id",
                        whenOn(request -> Answer.done(acl().deleteRole(request.parameter("role_id"))))));
    }

    private AclEndpoint acl() {
        return parts.server().acl();
    }

    private Route.Handler whenOn(Route.Handler handler) {
        return request -> {
            AclLoginRoutes.requireOn(config);
            return handler.answer(request);
        };
    }

    private static Answer written(ACLToken token) {
        return Answer.of(token.withSecretShown(), token.modifyIndex());
    }

    private Answer bootstrap(ApiRequest request) {
        return written(acl().bootstrap(request.body(ACLBootstrapRequest.class).bootstrapSecret()));
    }

    /** Those that the caller may know of: his own, or all. */
    private static Predicate<ACLPolicy> policyShown(ApiRequest request) {
        return policy -> request.acl().isManagement()
                || request.access().caller().policies().contains(policy.name());
    }

    private Answer policies(ApiRequest request) {
        Caller caller = request.access().caller();
        if (caller.token().isEmpty() && caller.policies().isEmpty()) {
            throw Gate.denied();
        }
        return reads.read(
                request,
                POLICIES,
                (state, index) -> Lists.page(
                        request,
                        state.aclPolicies().stream()
                                .filter(policyShown(request))
                                .toList(),
                        index,
                        ACLPolicy::name,
                        ACLPolicy::name,
                        ACLPolicy::stub));
    }

    private Answer ownPolicies(ApiRequest request) {
        if (!config.acl().enabled()) {
            throw Gate.denied();
        }
        return reads.read(
                request,
                POLICIES,
                (state, index) -> Answer.of(
                        state.aclPolicies().stream()
                                .filter(policy ->
                                        request.access().caller().policies().contains(policy.name()))
                                .map(ACLPolicy::stub)
                                .toList(),
                        index));
    }

    private Answer policy(ApiRequest request) {
        String name = request.parameter("policy_name");
        if (!request.acl().isManagement()
                && !request.access().caller().policies().contains(name)) {
            throw Gate.denied();
        }
        return reads.read(
                request,
                POLICIES,
                (state, index) -> Answer.of(Reads.found(state.aclPolicy(name), "ACL policy not found"), index));
    }

    private Answer upsertPolicy(ApiRequest request) {
        ACLPolicy policy = request.body(ACLPolicy.class);
        if (!policy.name().equals(request.parameter("policy_name"))) {
            throw new HttpException(400, "ACL policy name does not match request path");
        }
        SpecFile<ACLPolicyRules> file = SpecFiles.policy(new SourceFile("policy.hcl", policy.rules()));
        ACLPolicyRules rules =
                file.value().orElseThrow(() -> new HttpException(400, "failed to parse rules: " + file.explain()));
        return Answer.done(acl().upsertPolicy(
                        ACLPolicyBuilder.builder(policy).rulesJson(rules).build()));
    }

    private Answer tokens(ApiRequest request) {
        boolean onlyGlobal = request.flag("global");
        return reads.read(
                request,
                TOKENS,
                (state, index) -> Lists.page(
                        request,
                        state.aclTokens().stream()
                                .filter(token -> !onlyGlobal || token.global())
                                .map(token -> named(state, token))
                                .toList(),
                        index,
                        ACLToken::accessorId,
                        ACLToken::accessorId,
                        ACLToken::stub));
    }

    /** The token with its roles by their names of today, without those that are gone. */
    private static ACLToken named(State state, ACLToken token) {
        List<ACLTokenRoleLink> roles = token.roles().stream()
                .flatMap(link -> state.aclRole(link.id()).stream())
                .map(role -> new ACLTokenRoleLink(role.id(), role.name()))
                .toList();
        return ACLTokenBuilder.builder(token).roles(roles).build();
    }

    private Answer ownToken(ApiRequest request) {
        if (!config.acl().enabled()) {
            return reads.read(request, TOKENS, (state, index) -> Answer.of(nobody(), index));
        }
        String accessor =
                request.access().caller().token().map(ACLToken::accessorId).orElseThrow(Gate::denied);
        return shown(request, accessor);
    }

    /** Who asks where there are no tokens. */
    private static ACLToken nobody() {
        return ACLTokenBuilder.builder()
                .accessorId("acls-disabled")
                .name("ACLs disabled token")
                .type(ACLToken.CLIENT)
                .createTime(Defaults.NO_TIME)
                .build();
    }

    private Answer token(ApiRequest request) {
        String accessor = request.parameter("accessor_id");
        boolean own = request.access()
                .caller()
                .token()
                .filter(token -> token.accessorId().equals(accessor))
                .isPresent();
        if (!own && !request.acl().isManagement()) {
            throw Gate.denied();
        }
        return shown(request, accessor);
    }

    private Answer shown(ApiRequest request, String accessor) {
        return reads.read(
                request,
                TOKENS,
                (state, index) -> Answer.of(
                        named(state, Reads.found(state.aclToken(accessor), "ACL token not found"))
                                .withSecretShown(),
                        index));
    }

    private Answer createToken(ApiRequest request) {
        return written(acl().createToken(request.body(ACLToken.class)));
    }

    private Answer updateToken(ApiRequest request) {
        ACLToken token = request.body(ACLToken.class);
        String accessor = request.parameter("accessor_id");
        if (!token.accessorId().equals(accessor)) {
            throw new HttpException(400, "ACL token accessor ID does not match request path");
        }
        return written(acl().updateToken(token));
    }

    private Answer oneTime(ApiRequest request) {
        ACLToken owner = request.access().caller().token().orElseThrow(Gate::denied);
        OneTimeToken token = acl().createOneTimeToken(owner);
        OneTimeToken shown = OneTimeTokenBuilder.builder(token)
                .oneTimeSecretId(token.oneTimeSecretId().shown())
                .build();
        return Answer.of(new OneTimeTokenUpsertResponse(shown, token.modifyIndex()), token.modifyIndex());
    }

    private Answer exchange(ApiRequest request) {
        ACLToken token =
                acl().exchange(request.body(OneTimeTokenExchangeRequest.class).oneTimeSecretId());
        long index = parts.server().state().index(Table.ONE_TIME_TOKENS);
        return Answer.of(new OneTimeTokenExchangeResponse(token.withSecretShown(), index), index);
    }

    private static boolean holds(ApiRequest request, ACLRole role) {
        return request.acl().isManagement()
                || request.access().caller().token().stream()
                        .flatMap(token -> token.roles().stream())
                        .anyMatch(link -> link.id().equals(role.id()));
    }

    private Answer roles(ApiRequest request) {
        if (request.access().caller().token().isEmpty()) {
            throw Gate.denied();
        }
        return reads.read(
                request,
                ROLES,
                (state, index) -> Lists.page(
                        request,
                        state.aclRoles().stream()
                                .filter(role -> holds(request, role))
                                .toList(),
                        index,
                        ACLRole::id,
                        ACLRole::id,
                        ACLRole::stub));
    }

    private Answer role(ApiRequest request) {
        String id = request.parameter("role_id");
        return reads.read(request, ROLES, (state, index) -> Answer.of(known(request, state.aclRole(id)), index));
    }

    private Answer roleByName(ApiRequest request) {
        String name = request.parameter("role_name");
        return reads.read(
                request, ROLES, (state, index) -> Answer.of(known(request, state.aclRoleByName(name)), index));
    }

    /** Whether there is such a role hears only who may see it. */
    private static ACLRole known(ApiRequest request, java.util.Optional<ACLRole> role) {
        if (!request.acl().isManagement()
                && role.filter(found -> holds(request, found)).isEmpty()) {
            throw Gate.denied();
        }
        return Reads.found(role, "ACL role not found");
    }

    private Answer upsertRole(ApiRequest request) {
        ACLRole role = request.body(ACLRole.class);
        if (!request.path().equals("/v1/acl/role")) {
            String id = request.parameter("role_id");
            if (!role.id().isEmpty() && !role.id().equals(id)) {
                throw new HttpException(400, "ACL role ID does not match request path");
            }
            role = ACLRoleBuilder.builder(role).id(id).build();
        } else if (!role.id().isEmpty()) {
            throw new HttpException(400, "ACL role ID is chosen by the servers; leave it out");
        }
        ACLRole stored = acl().upsertRole(role);
        return Answer.of(stored, stored.modifyIndex());
    }
}
