package dev.drover.agent.forward;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.ClientLimits;
import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.HttpServer;
import dev.drover.agent.http.Messages;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Router;
import dev.drover.agent.http.Scope;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Dialer;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.Listener;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent whose routes tell who answered, with a real listener and real links; who leads is up to the test. */
final class ScriptedAgent implements Services, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final FakeCluster cluster = new FakeCluster();

    /** What the log of this agent sends next, line by line. */
    final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    /** Down once a reader of the log is gone. */
    final CountDownLatch logEnded = new CountDownLatch(1);

    /** Down once a conversation has ended here. */
    final CountDownLatch conversationEnded = new CountDownLatch(1);

    final AtomicInteger writes = new AtomicInteger();

    private final String name;
    private final Identity identity;
    private final HttpServer http;
    private final Listener listener;
    private final ForwardedHttp forwarded;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ScriptedAgent(String name, Identity.Role role, java.util.function.Function<ScriptedAgent, Ways> ways, Duration hold)
            throws IOException {
        this.name = name;
        this.identity = new Identity(role, name, "global");
        Exchange.Handler dispatch = new Dispatch(new Router(routes()), Gate.open(), ways.apply(this), hold);
        this.forwarded = new ForwardedHttp(dispatch);
        this.http = HttpServer.bind(ANY, ClientLimits.NONE);
        this.listener = Listener.bind(
                ANY, identity, this, link -> cluster.reach(link.remote().id(), link));
        http.serve(dispatch);
    }

    private List<Route> routes() {
        return List.of(
                Route.get("/v1/agent/name", request -> Answer.text(name)).in(Scope.AGENT),
                Route.get("/v1/status/who", request -> Answer.text(name)).in(Scope.SERVER),
                Route.get("/v1/read", request -> Answer.of(Map.of("by", name), 7)),
                Route.get("/v1/large", request -> Answer.of(Map.of("by", name, "text", "x".repeat(5000)), 7)),
                Route.write("/v1/ask", request -> Answer.text(name + " " + text(request.body())))
                        .in(Scope.READ),
                Route.write("/v1/write", this::write),
                Route.write("/v1/refuse", request -> new Answer.Text(413, "text/plain; charset=utf-8", "too much")),
                Route.write("/v1/echo", ScriptedAgent::echo),
                Route.write("/v1/mirror", ScriptedAgent::mirror),
                Route.get("/v1/broken", ScriptedAgent::broken).in(Scope.WRITE),
                Route.get("/v1/client/stats", request -> Answer.text(name)).in(Scope.NODE),
                Route.conversation("/v1/client/allocation/:alloc_id/exec", this::parrot)
                        .in(Scope.NODE),
                Route.get("/v1/client/fs/logs/:alloc_id", request -> log()).in(Scope.NODE));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Answer write(ApiRequest request) {
        String said = name + " " + request.headers().getOrDefault("x-nomad-token", "-") + " " + text(request.body())
                + " " + request.query("q").orElse("");
        writes.incrementAndGet();
        return new Answer.Value(200, Map.of("said", said), 9, Map.of("X-Extra", "kept"));
    }

    /** Answers piece by piece as the body comes. */
    private static Answer echo(ApiRequest request) {
        return new Answer.Stream("application/octet-stream", out -> {
            InputStream in = request.content().stream();
            byte[] buffer = new byte[1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        });
    }

    /** Answers once the whole body is there. */
    private static Answer mirror(ApiRequest request) {
        return new Answer.Stream("application/octet-stream", out -> {
            byte[] all = request.content().stream().readAllBytes();
            out.write(all);
        });
    }

    /** Says each message again, with who it was that heard it, until somebody says bye. */
    private Answer parrot(ApiRequest request) {
        if (request.flag("refuse")) {
            throw new HttpException(404, name + " will not talk");
        }
        return new Answer.Stream("application/octet-stream", out -> {
            try {
                Messages.write(
                        out,
                        (name + " hears " + request.headers().get("x-nomad-token")).getBytes(StandardCharsets.UTF_8));
                for (Optional<byte[]> message = Messages.read(request.content().stream());
                        message.isPresent() && !text(message.get()).equals("bye");
                        message = Messages.read(request.content().stream())) {
                    Messages.write(out, message.get());
                }
            } finally {
                conversationEnded.countDown();
            }
        });
    }

    private static Answer broken(ApiRequest request) {
        return new Answer.Stream("text/plain", out -> {
            out.write("half of i".getBytes(StandardCharsets.UTF_8));
            out.flush();
            throw new IOException("the disk is gone");
        });
    }

    private Answer log() {
        return new Answer.Stream("text/plain", this::sendLog);
    }

    private void sendLog(OutputStream out) throws IOException, InterruptedException {
        try {
            while (true) {
                out.write((log.take() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } finally {
            logEnded.countDown();
        }
    }

    Link linkTo(ScriptedAgent other) throws IOException {
        return Dialer.dial(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), other.listener.port()),
                identity,
                this,
                PATIENCE);
    }

    @Override
    public byte[] answer(Link from, String method, byte[] request) {
        throw new RemoteException(404, "no calls here");
    }

    @Override
    public void serve(Link from, String method, byte[] request, Channel channel)
            throws IOException, InterruptedException {
        forwarded.serve(channel, request);
    }

    int port() {
        return http.port();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> put(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("PUT", path, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
    }

    /** The body of an answer as it comes. */
    InputStream follow(String path) throws IOException, InterruptedException {
        return client.send(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                .timeout(PATIENCE)
                .method(method, body);
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    /** Sends lines to the log until its reader is found to be gone. */
    boolean logEndsWhileWriting() throws InterruptedException {
        for (int line = 0; line < 1000; line++) {
            log.add("line " + line);
            if (logEnded.await(30, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        client.shutdownNow();
        http.close();
        listener.close();
    }
}
