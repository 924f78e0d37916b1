package dev.drover.agent.gate;

import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.RequestHead;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Router;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one place that every request passes before its route is called, at the agent that answers it. Who asks is told by a token, what it
 * takes by the table of {@link Rights}; what neither allows is refused. A route without a line in that table keeps the agent from starting.
 */
public final class Gate {
    private static final int FORBIDDEN = 403;
    private static final String BEARER = "bearer ";

    /** The node that asks another for data, and its proof; see {@link NodeProof}. */
    public static final String NODE_HEADER = "x-drover-node";

    public static final String PROOF_HEADER = "x-drover-node-proof";

    private final boolean closed;
    private final Rights rights;
    private final Tokens tokens;
    private final Whereabouts whereabouts;

    private Gate(boolean closed, Rights rights, Tokens tokens, Whereabouts whereabouts) {
        this.closed = closed;
        this.rights = rights;
        this.tokens = tokens;
        this.whereabouts = whereabouts;
    }

    /**
     * A gate in front of routes.
     *
     * @throws IllegalStateException when a route has no line in the table
     */
    public static Gate of(List<Route> routes, Tokens tokens, Whereabouts whereabouts) {
        Rights rights = Rights.all();
        require(rights, routes);
        return new Gate(true, rights, tokens, whereabouts);
    }

    /** A gate that lets everybody do everything, where access control is off. */
    public static Gate open(List<Route> routes) {
        Rights rights = Rights.all();
        require(rights, routes);
        return new Gate(false, rights, Unrestricted.EVERYBODY, (kind, id) -> Optional.empty());
    }

    /** As {@link #open(List)}, for routes that are not of the API. */
    public static Gate open() {
        return open(List.of());
    }

    /** What counts where access control is off. */
    private enum Unrestricted implements Tokens {
        EVERYBODY;

        @Override
        public Caller callerOf(Secret secret) {
            return Caller.UNRESTRICTED;
        }

        @Override
        public boolean continues(NodeProof proof) {
            return true;
        }
    }

    private static void require(Rights rights, List<Route> routes) {
        List<String> missing = new ArrayList<>();
        for (Route route : routes) {
            for (String method : route.methods()) {
                if (rights.of(method, route.path()).isEmpty()) {
                    missing.add(method + " " + route.path());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("RightsTable does not say who may call " + String.join(", ", missing));
        }
    }

    /** Whether it takes rights to be answered. */
    public boolean closed() {
        return closed;
    }

    /**
     * Lets the request pass.
     *
     * @throws HttpException with status 403 when it may not
     */
    public Access admit(Router.Match match, RequestHead head) throws InterruptedException {
        if (!closed) {
            return Access.UNRESTRICTED;
        }
        String method = head.routedMethod();
        Right right = rights.of(method, match.route().path()).orElseThrow(Gate::denied);
        Secret secret = secretOf(head);
        if (right instanceof Right.Anyone && secret.isEmpty()) {
            return new Access(Caller.NOBODY, right);
        }
        if (right instanceof Right.Anyone) {
            return new Access(known(secret), right);
        }
        Caller caller = tokens.callerOf(secret);
        Access access = new Access(caller, right);
        if (right instanceof Right.Continuing && secret.isEmpty() && isContinued(match.parameters(), head)) {
            return access;
        }
        if (!caller.acl().isManagement() && !allows(right, caller, match.parameters(), head.query())) {
            throw denied();
        }
        return access;
    }

    /** Whether a node asks, as {@code OwnRequests} does, for what its own allocation continues. */
    private boolean isContinued(Map<String, String> parameters, RequestHead head) throws InterruptedException {
        String nodeId = head.header(NODE_HEADER);
        return !nodeId.isEmpty()
                && tokens.continues(
                        new NodeProof(nodeId, parameters.getOrDefault("alloc_id", ""), head.header(PROOF_HEADER)));
    }

    /** What everybody may ask is answered whatever the token is. */
    private Caller known(Secret secret) throws InterruptedException {
        try {
            return tokens.callerOf(secret);
        } catch (RuntimeException unknown) {
            return Caller.NOBODY;
        }
    }

    /** The token of whoever asks; empty when it is none that there is, or when nobody can tell now. */
    public Optional<ACLToken> holder(RequestHead head) throws InterruptedException {
        return known(secretOf(head)).token();
    }

    /** Whether a token came with the request, whatever it is worth. */
    public boolean bearsToken(RequestHead head) {
        return !secretOf(head).isEmpty();
    }

    /** Who holds a secret that did not come with the head of a request. */
    public Caller callerOf(Secret secret) throws InterruptedException {
        return tokens.callerOf(secret);
    }

    public static HttpException denied() {
        return new HttpException(FORBIDDEN, "Permission denied");
    }

    private static Secret secretOf(RequestHead head) {
        String own = head.header("x-nomad-token").strip();
        if (!own.isEmpty()) {
            return Secret.of(own);
        }
        String authorization = head.header("authorization").strip();
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Secret.of(authorization.substring(BEARER.length()).strip()) : Secret.NONE;
    }

    private boolean allows(
            Right right, Caller caller, Map<String, String> parameters, Map<String, List<String>> query) {
        Acl acl = caller.acl();
        return switch (right) {
            case Right.Anyone anyone -> true;
            case Right.AnyToken any -> caller.token().isPresent();
            case Right.AnyIdentity any -> caller.isSomebody();
            case Right.Management management -> acl.isManagement();
            case Right.Continuing continuing -> acl.isManagement();
            case Right.CheckedByRoute checked -> true;
            case Right.Showing showing -> true;
            case Right.Level level -> acl.allows(level.area(), level.level());
            case Right.Operator operator -> acl.allows(operator.capability());
            case Right.InNamespace in -> allows(in, acl, parameters, query);
            case Right.KnowingNamespace in -> acl.knows(parameters.getOrDefault(in.parameter(), ""));
            case Right.NodePool pool ->
                acl.allowsNodePool(parameters.getOrDefault(pool.parameter(), ""), pool.capability());
            case Right.EveryOf every ->
                every.rights().stream().allMatch(each -> allows(each, caller, parameters, query));
            case Right.OneOf one -> one.rights().stream().anyMatch(each -> allows(each, caller, parameters, query));
            case Right.Flagged flagged ->
                allows(isOn(query, flagged.flag()) ? flagged.on() : flagged.off(), caller, parameters, query);
            case Right.Asked asked ->
                allows(
                        first(query, asked.parameter()).equals(asked.value()) ? asked.then() : asked.otherwise(),
                        caller,
                        parameters,
                        query);
        };
    }

    private boolean allows(
            Right.InNamespace right, Acl acl, Map<String, String> parameters, Map<String, List<String>> query) {
        String asked = first(query, "namespace").isEmpty() ? "default" : first(query, "namespace");
        return switch (right.place()) {
            case QUERY -> right.holds(acl, asked);
            case LIST -> asked.equals("*") ? right.holdsSomewhere(acl) : right.holds(acl, asked);
            case ALLOCATION -> ofThing(right, acl, parameters.get("alloc_id"));
            case EVALUATION -> ofThing(right, acl, parameters.get("eval_id"));
            case DEPLOYMENT -> ofThing(right, acl, parameters.get("deployment_id"));
            case SCALING_POLICY -> ofThing(right, acl, parameters.get("policy_id"));
        };
    }

    /** Of what there is not, only those hear who could have had the right somewhere. */
    private boolean ofThing(Right.InNamespace right, Acl acl, @org.jspecify.annotations.Nullable String id) {
        return Optional.ofNullable(id)
                .flatMap(known -> whereabouts.namespaceOf(right.place(), known))
                .map(namespace -> right.holds(acl, namespace))
                .orElseGet(() -> right.holdsSomewhere(acl));
    }

    private static String first(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** As {@code ApiRequest.flag} reads it. */
    private static boolean isOn(Map<String, List<String>> query, String flag) {
        List<String> values = query.getOrDefault(flag, List.of());
        return !values.isEmpty() && !List.of("false", "0", "f").contains(values.getFirst());
    }
}
