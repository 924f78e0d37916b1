package dev.drover.agent.forward;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.AnswerWriter;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Conversation;
import dev.drover.agent.http.ErrorAnswers;
import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Messages;
import dev.drover.agent.http.RequestBody;
import dev.drover.agent.http.RequestHead;
import dev.drover.agent.http.Router;
import dev.drover.agent.http.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has every request answered by the agent that can. A route says by its {@link Scope} who that is, {@link Ways} knows how to get there,
 * and the request travels as one HTTP exchange over the link that the agents share anyway.
 *
 * <p>A leader may die at any moment. What was not sent to it yet is held until there is another, up to {@link #NO_LEADER_WAIT}. What was sent
 * and got no answer may have been done: reads are asked again elsewhere, and of writes the caller is told, who may repeat them because they are
 * idempotent by their ids.
 */
public final class Dispatch implements Exchange.Handler {
    /** How long a request is held while nobody can answer it: a few elections. */
    static final Duration NO_LEADER_WAIT = Duration.ofSeconds(5);

    /** Between attempts to send, while links break faster than their owners notice. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** How often a read is asked again after it was lost. */
    private static final int MAX_REPEATS = 3;

    /** To a server, to the leader or the server of a node, to the node; one more is a loop. */
    private static final int MAX_HOPS = 3;

    private final Router router;
    private final Gate gate;
    private final Ways ways;
    private final Duration noLeaderWait;

    public Dispatch(Router router, Gate gate, Ways ways) {
        this(router, gate, ways, NO_LEADER_WAIT);
    }

    Dispatch(Router router, Gate gate, Ways ways, Duration noLeaderWait) {
        this.router = router;
        this.gate = gate;
        this.ways = ways;
        this.noLeaderWait = noLeaderWait;
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        Optional<Answer> own;
        try {
            own = answerOrForward(exchange);
        } catch (RuntimeException fault) {
            RequestHead head = exchange.head();
            own = Optional.of(ErrorAnswers.of(fault, head.method() + " " + head.target()));
        }
        if (own.isPresent()) {
            new AnswerWriter(exchange, ways::contact).write(own.get());
        }
    }

    @Override
    public boolean converses(RequestHead head) {
        return router.has(Messages.METHOD, head.path());
    }

    /** Asked here already, where a refusal can still be an answer of HTTP; whoever answers asks again, since he knows more. */
    @Override
    public boolean refuses(Exchange exchange) throws IOException, InterruptedException {
        RequestHead head = exchange.head().asConversation();
        if (Conversation.isIdentifiedLater(head)) {
            return false;
        }
        try {
            gate.admit(router.match(Messages.METHOD, head.path()), head);
            return false;
        } catch (RuntimeException fault) {
            new AnswerWriter(exchange, ways::contact)
                    .write(ErrorAnswers.of(fault, head.method() + " " + head.target()));
            return true;
        }
    }

    /** The answer of this agent, or nothing when another has given it. */
    private Optional<Answer> answerOrForward(Exchange asIs) throws IOException, InterruptedException {
        RequestHead head = asIs.head();
        if (head.method().equals("OPTIONS")) {
            return Optional.of(new Answer.Empty(200, 0, Map.of("Allow", "OPTIONS,GET,HEAD,PUT,POST,DELETE")));
        }
        String path = head.path();
        Router.Match match = router.match(head.routedMethod(), path);
        Exchange exchange = NodeInBody.of(asIs, path);
        Asked asked = Asked.of(match, head, NodeInBody.nodeId(exchange));
        return find(exchange, asked)
                ? Optional.of(match.route()
                        .handler()
                        .answer(new ApiRequest(
                                head.routedMethod(),
                                path,
                                match.parameters(),
                                asked.query(),
                                head.headers(),
                                new RequestBody(exchange),
                                gate.admit(match, head))))
                : Optional.empty();
    }

    /** True when the request is to be answered here, false when it has been answered elsewhere. */
    private boolean find(Exchange exchange, Asked asked) throws IOException, InterruptedException {
        boolean repeatable = asked.scope() == Scope.READ
                || asked.scope() == Scope.SERVER
                || exchange.head().routedMethod().equals("GET");
        Attempts attempts = new Attempts(noLeaderWait);
        Optional<Supplier<InputStream>> body = Optional.empty();
        while (true) {
            if (!(ways.find(asked, attempts.left()) instanceof Way.Over over)) {
                return true;
            }
            if (exchange.head().hops() >= MAX_HOPS) {
                throw new HttpException(
                        500,
                        "the request was passed on " + MAX_HOPS
                                + " times and reached nobody who answers it; the servers do not agree yet on who leads");
            }
            if (body.isEmpty()) {
                body = Optional.of(repeatable ? kept(exchange) : exchange::body);
            }
            switch (Forwarder.forward(over.link(), exchange, body.get())) {
                case Forwarder.Outcome.Answered _ -> {
                    return false;
                }
                case Forwarder.Outcome.NotSent notSent -> attempts.notSent(asked, over, notSent.reason());
                case Forwarder.Outcome.Lost lost -> attempts.lost(repeatable, over, lost.reason());
            }
        }
    }

    /** The body of what may have to be sent again. */
    private static Supplier<InputStream> kept(Exchange exchange) {
        byte[] body = new RequestBody(exchange).bytes();
        return () -> new ByteArrayInputStream(body);
    }

    /** How long and how often one request may still be tried. */
    private static final class Attempts {
        private final Duration hold;
        private long end;
        private int repeats;

        Attempts(Duration hold) {
            this.hold = hold;
            this.end = System.nanoTime() + hold.toNanos();
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }

        void notSent(Asked asked, Way.Over over, String reason) throws InterruptedException {
            if (left().isZero()) {
                throw new HttpException(
                        500,
                        asked.scope() == Scope.WRITE
                                ? "No cluster leader: " + over.whom() + " could not be reached (" + reason + ")"
                                : "rpc error: " + over.whom() + " could not be reached: " + reason);
            }
            Thread.sleep(PAUSE);
        }

        void lost(boolean repeatable, Way.Over over, String reason) throws InterruptedException {
            if (!repeatable) {
                throw new HttpException(
                        500,
                        "rpc error: " + over.whom() + " was lost before it answered (" + reason
                                + "); whether the change was made is unknown, and it is safe to send the request again");
            }
            if (++repeats > MAX_REPEATS) {
                throw new HttpException(500, "rpc error: " + over.whom() + " was lost before it answered: " + reason);
            }
            // A blocking query may have waited for minutes; the hold begins when somebody is missing.
            end = System.nanoTime() + hold.toNanos();
            Thread.sleep(PAUSE);
        }
    }
}
