package dev.drover.server.keyring;

import dev.drover.model.acl.Secret;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signs what nodes prove themselves with: introductions before they are known, and identities from then on. */
public final class NodeIdentities {
    private static final System.Logger LOG = System.getLogger(NodeIdentities.class.getName());
    /** Less than nodes wait for an answer. */
    private static final Duration FIRST_KEY = Duration.ofSeconds(2);

    private static final Duration IDENTITY_TTL = Duration.ofHours(24);
    private static final String USUAL_POOL = "default";
    private static final String INTRODUCTION = "node-introduction";
    private static final int FORBIDDEN = 403;

    private final Core core;
    private final String region;
    private final IntroductionSettings settings;
    private final IdentityEndpoint identities;

    public NodeIdentities(Core core, String region, IntroductionSettings settings, IdentityEndpoint identities) {
        this.core = core;
        this.region = region;
        this.settings = settings;
        this.identities = identities;
    }

    /** The same with other settings. */
    NodeIdentities with(IntroductionSettings others) {
        return new NodeIdentities(core, region, others, identities);
    }

    /**
     * A token by which a new node introduces itself.
     *
     * @param name of the only node that can use it; empty for any
     * @param pool that the node is in; empty for {@code default}
     * @param ttl how long it is good; empty for the usual time
     * @throws ServerException with status 400 for a time that is too long, 500 while there is no key to sign with
     */
    public Secret introduce(String name, String pool, Optional<Duration> ttl) {
        Duration time = ttl.orElse(settings.usualTtl());
        if (time.isNegative() || time.isZero() || time.compareTo(settings.longestTtl()) > 0) {
            throw ServerException.badRequest("the TTL of an introduction must be more than zero and at most "
                    + settings.longestTtl().toSeconds() + "s, as max_identity_ttl of the servers says");
        }
        String into = pool.isEmpty() ? USUAL_POOL : pool;
        Map<String, Object> claims = claims(String.join(":", INTRODUCTION, region, into, name, "default"), time);
        claims.put("nomad_node_pool", into);
        if (!name.isEmpty()) {
            claims.put("nomad_node_name", name);
        }
        return Secret.of(identities.sign(claims));
    }

    /**
     * Lets a node in that is known, was introduced, or proves that it was known before; others as the settings say. Whether a known node has
     * the right secret is for the caller to see.
     *
     * @throws ServerException with status 403 when it stays outside, with what to do
     */
    public void admit(Node node, Secret introduction, Secret identity) throws InterruptedException {
        if (settings.enforcement() == IntroductionSettings.Enforcement.NONE
                || core.state().node(node.id()).isPresent()) {
            return;
        }
        Optional<String> objection = objection(node, introduction, identity);
        if (objection.isEmpty()) {
            return;
        }
        boolean refused = settings.enforcement() == IntroductionSettings.Enforcement.STRICT;
        LOG.log(
                Level.WARNING,
                () -> "the new node " + node.name() + " (" + node.id() + ") was not introduced"
                        + (refused ? " and is refused: " : ": ") + objection.get());
        if (refused) {
            throw new ServerException(
                    FORBIDDEN,
                    "Permission denied: " + objection.get()
                            + "; make an introduction token with `node intro create` and start the agent with -client-intro-token");
        }
    }

    private Optional<String> objection(Node node, Secret introduction, Secret identity) throws InterruptedException {
        if (!identity.isEmpty() && isIdentityOf(node, identity)) {
            return Optional.empty();
        }
        if (introduction.isEmpty()) {
            return Optional.of("it shows no introduction token");
        }
        Jwt token;
        try {
            token = identities.verified(introduction.reveal());
        } catch (ServerException unknown) {
            return Optional.of("no key of this cluster has signed its introduction token");
        }
        String pool = node.nodePool().isEmpty() ? USUAL_POOL : node.nodePool();
        String name = token.text("nomad_node_name");
        if (!token.text("sub").startsWith(INTRODUCTION + ":")) {
            return Optional.of("its introduction token is one for something else");
        }
        if (isOver(token)) {
            return Optional.of("its introduction token has expired");
        }
        if (!name.isEmpty() && !name.equals(node.name())) {
            return Optional.of("its introduction token is for the node " + name);
        }
        return token.text("nomad_node_pool").equals(pool)
                ? Optional.empty()
                : Optional.of("its introduction token is for the pool " + token.text("nomad_node_pool")
                        + ", and it is in the pool " + pool);
    }

    private boolean isIdentityOf(Node node, Secret identity) throws InterruptedException {
        try {
            Jwt token = identities.verified(identity.reveal());
            return token.text("nomad_node_id").equals(node.id()) && !isOver(token);
        } catch (ServerException unknown) {
            return false;
        }
    }

    private boolean isOver(Jwt token) {
        long now = core.now().getEpochSecond();
        return token.seconds("exp").filter(end -> end > now).isEmpty();
    }

    /** A new identity for a node that has registered; empty for one that is not known, and while there is no key to sign with. */
    public Optional<Secret> identity(String nodeId) {
        State state = core.state();
        if (state.activeRootKey().isEmpty()) {
            state = core.store().await(Set.of(new Watch.Whole(Table.ROOT_KEYS)), state.index(), FIRST_KEY);
        }
        if (state.activeRootKey().isEmpty()) {
            return Optional.empty();
        }
        return core.state().node(nodeId).map(this::identity);
    }

    private Secret identity(Node node) {
        Duration ttl = core.state()
                .nodePool(node.nodePool())
                .map(NodePool::nodeIdentityTtl)
                .filter(Duration::isPositive)
                .orElse(IDENTITY_TTL);
        Map<String, Object> claims =
                claims(String.join(":", "node", region, node.nodePool(), node.id(), "default"), ttl);
        claims.put("nomad_node_id", node.id());
        claims.put("nomad_node_pool", node.nodePool());
        claims.put("nomad_node_class", node.nodeClass());
        claims.put("nomad_node_datacenter", node.datacenter());
        return Secret.of(identities.sign(claims));
    }

    private Map<String, Object> claims(String subject, Duration ttl) {
        Instant now = core.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", IdentityEndpoint.OWN_AUDIENCE);
        claims.put("sub", subject);
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("jti", Ids.next());
        return claims;
    }
}
