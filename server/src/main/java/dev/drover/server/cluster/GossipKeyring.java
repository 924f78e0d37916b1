package dev.drover.server.cluster;

import dev.drover.gossip.KeyRing;
import dev.drover.model.api.KeyringResponse;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.RemoteException;
import dev.drover.server.ServerException;
import dev.drover.server.member.GossipKeys;
import dev.drover.server.member.KeptKeys;
import dev.drover.server.member.ServerMember;
import dev.drover.server.member.ServerMembers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Gossip keys of all servers. One asks the others by calls, which are encrypted with the gossip keys: they never travel in the clear, and
 * only who has one learns of the others. Servers of other regions are asked as well, since gossip goes between regions too.
 */
final class GossipKeyring implements GossipKeys, ServerServices.Part {
    static final String NOT_ENCRYPTED = "gossip is not encrypted, so that it has no keys; set `encrypt` in the block"
            + " `server` of every server and restart them (operator gossip keyring generate makes a key)";

    private static final String METHOD = "Server.GossipKeys";
    private static final byte[] ASKED = (METHOD + " asked").getBytes(StandardCharsets.UTF_8);
    private static final byte[] ANSWERED = (METHOD + " answered").getBytes(StandardCharsets.UTF_8);

    /** After which a server that says nothing counts as one that failed. */
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

    private final String ownId;
    private final KeptKeys own;
    private final ServerMembers members;
    private final Cluster cluster;

    GossipKeyring(String ownId, KeptKeys own, ServerMembers members, Cluster cluster) {
        this.ownId = ownId;
        this.own = own;
        this.members = members;
        this.cluster = cluster;
    }

    /** What a server is asked. */
    public record Question(Action action, String key) {}

    /** The keys that a server has after it, the one that encrypts first. */
    public record Keys(List<String> keys) {}

    /** What came of asking one server: its keys, or what was wrong. */
    private record Reply(String server, List<String> keys, Optional<String> fault) {}

    @Override
    public KeyringResponse ask(Action action, String key) throws InterruptedException {
        List<ServerMember> servers =
                members.all().stream().filter(ServerMember::present).toList();
        if (own.ring().isEmpty()) {
            throw failed(servers.size(), servers.size(), NOT_ENCRYPTED);
        }
        Question question = new Question(action, action == Action.LIST ? "" : parsed(key));
        if (action == Action.USE || action == Action.REMOVE) {
            List<Reply> before = askEach(servers, new Question(Action.LIST, ""));
            refuse(before.stream().map(reply -> objected(question, reply)).toList(), "; nothing was changed");
        }
        List<Reply> replies = askEach(servers, question);
        refuse(replies, "");
        Map<String, Integer> counts = new TreeMap<>();
        if (action == Action.LIST) {
            replies.forEach(reply -> reply.keys().forEach(each -> counts.merge(each, 1, Integer::sum)));
        }
        return new KeyringResponse(Map.of(), counts, servers.size());
    }

    private static String parsed(String key) {
        try {
            return KeyRing.of(key).keys().getFirst();
        } catch (IllegalArgumentException fault) {
            throw ServerException.badRequest(fault.getMessage() + "; operator gossip keyring generate makes a key");
        }
    }

    /** A server that did not take part in a change would not understand the others afterwards, or they it. */
    private static Reply objected(Question question, Reply before) {
        if (before.fault().isPresent()) {
            return before;
        }
        if (question.action() == Action.USE && !before.keys().contains(question.key())) {
            return new Reply(
                    before.server(), List.of(), Optional.of("the key is not installed; install it before using it"));
        }
        if (question.action() == Action.REMOVE && before.keys().getFirst().equals(question.key())) {
            return new Reply(
                    before.server(), List.of(), Optional.of("the key is in use; use another one before removing it"));
        }
        return before;
    }

    private static void refuse(List<Reply> replies, String consequence) {
        List<String> faults = replies.stream()
                .flatMap(reply -> reply.fault().map(fault -> reply.server() + ": " + fault).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw failed(faults.size(), replies.size(), String.join("; ", faults) + consequence);
        }
    }

    private static ServerException failed(int faults, int servers, String why) {
        return ServerException.failed(faults + "/" + servers + " nodes reported failure: " + why);
    }

    private List<Reply> askEach(List<ServerMember> servers, Question question) throws InterruptedException {
        List<Reply> replies = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> asked = servers.stream()
                    .map(server -> each.submit(() -> askOne(server, question)))
                    .toList();
            for (Future<Reply> reply : asked) {
                replies.add(reply.get());
            }
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a server could not be asked for gossip keys", fault.getCause());
        }
        return replies;
    }

    private Reply askOne(ServerMember server, Question question) {
        try {
            Keys keys = server.id().equals(ownId) ? done(question) : call(server, question);
            return new Reply(server.name(), keys.keys(), Optional.empty());
        } catch (ServerException refusal) {
            return new Reply(server.name(), List.of(), Optional.of(refusal.text()));
        } catch (RemoteException refusal) {
            return new Reply(server.name(), List.of(), Optional.of(refusal.text()));
        } catch (LinkException lost) {
            return new Reply(server.name(), List.of(), Optional.of("it gave no answer: " + lost.getMessage()));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return new Reply(server.name(), List.of(), Optional.of("the request was given up"));
        }
    }

    private Keys call(ServerMember server, Question question) throws LinkException, InterruptedException {
        byte[] sealed = own.ring().encrypt(ASKED, Json.writeBytes(question));
        byte[] answer = cluster.server(server.address()).call(METHOD, sealed, ANSWER_WAIT);
        return opened(ANSWERED, answer, Keys.class);
    }

    private <T> T opened(byte[] header, byte[] sealed, Class<T> type) {
        byte[] plain = own.ring()
                .decrypt(header, sealed)
                .orElseThrow(() -> ServerException.failed("the servers have no gossip key in common"));
        try {
            return Json.read(type, plain);
        } catch (WireException fault) {
            throw ServerException.failed("a message about gossip keys cannot be read: " + fault.getMessage());
        }
    }

    private Keys done(Question question) {
        try {
            own.change(question.action(), question.key());
        } catch (IllegalArgumentException refusal) {
            throw ServerException.failed(String.valueOf(refusal.getMessage()));
        } catch (IOException fault) {
            throw ServerException.failed("the keys could not be kept on disk, and are as they were: " + fault);
        }
        return new Keys(own.ring().keys());
    }

    @Override
    public Optional<byte[]> answer(Link from, String method, byte[] request) {
        if (!method.equals(METHOD)) {
            return Optional.empty();
        }
        if (from.remote().role() != Identity.Role.SERVER) {
            throw new RemoteException(403, "only servers ask for gossip keys");
        }
        if (own.ring().isEmpty()) {
            throw ServerException.failed(NOT_ENCRYPTED);
        }
        Keys keys = done(opened(ASKED, request, Question.class));
        return Optional.of(own.ring().encrypt(ANSWERED, Json.writeBytes(keys)));
    }
}
