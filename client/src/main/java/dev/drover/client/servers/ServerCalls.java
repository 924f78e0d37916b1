package dev.drover.client.servers;

import dev.drover.rpc.Call;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.LinkSettings;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import dev.drover.rpc.message.NodeCalls.Heartbeat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the servers until one can help. What is asked must do no harm when it is carried out twice. */
public final class ServerCalls implements AutoCloseable {
    /** How long servers are tried before the caller hears of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerList list;
    private final ServerLinks links;

    /**
     * Calls over a link that is made by the first of them.
     *
     * @param addresses of the configuration, {@code host:port} or without a port for 4647
     * @param stateDir where the list of servers is kept
     * @param self node id and region
     * @param services what servers may ask of the node over the link
     * @param linked hears of each link that is made
     */
    public ServerCalls(
            List<String> addresses,
            Optional<Path> stateDir,
            Identity self,
            Services services,
            LinkSettings settings,
            Consumer<Link> linked) {
        this.list = new ServerList(addresses, stateDir);
        this.links = new ServerLinks(list, self, services, settings, linked);
    }

    /**
     * Asks one server after the other until one can help.
     *
     * @param timeout for each server to answer
     * @throws RemoteException when a server understood and refused
     * @throws UnreachableServersException when none could help in 10 s
     */
    public <Q, A> A ask(Call<Q, A> call, Q question, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Link link = links.link(deadline);
            String reason;
            try {
                A answer = call.send(link, question, timeout);
                links.worked();
                return answer;
            } catch (LinkException lost) {
                reason = String.valueOf(lost.getMessage());
            } catch (RemoteException refusal) {
                if (!isHelpless(refusal)) {
                    links.worked();
                    throw refusal;
                }
                reason = refusal.text();
            }
            links.leave(link, reason);
            if (System.nanoTime() > deadline) {
                throw new UnreachableServersException(call.name() + ": " + reason);
            }
        }
    }

    /** Whether another server, or the same one a moment later, may well do what was asked. */
    private static boolean isHelpless(RemoteException refusal) {
        return switch (refusal.status()) {
            case 429, 502, 503, 504 -> true;
            case 500 -> refusal.text().contains("No cluster leader");
            default -> false;
        };
    }

    /** Remembers the servers that a server told of. */
    public void learn(Heartbeat heartbeat) {
        list.learn(heartbeat.servers());
    }

    /** All known servers, those to be tried first in front. */
    public List<String> addresses() {
        return list.all();
    }

    /** Replaces all known servers, as an operator wishes. */
    public void replaceAddresses(List<String> addresses) {
        list.replace(addresses);
        links.link().ifPresent(Link::close);
    }

    /** The link as it is now; empty while there is none. */
    public Optional<Link> link() {
        return links.link();
    }

    /**
     * The link, made if there is none.
     *
     * @throws UnreachableServersException when there is none in time
     */
    public Link link(Duration maxWait) throws InterruptedException {
        return links.link(System.nanoTime() + maxWait.toNanos());
    }

    @Override
    public void close() {
        links.close();
    }
}
