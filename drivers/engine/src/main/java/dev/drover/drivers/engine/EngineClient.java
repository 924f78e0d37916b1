package dev.drover.drivers.engine;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.PathRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP with an engine, over its Unix socket or TCP, with or without TLS. Paths need carry no API version, so that an engine uses
 * its own: the fields that drivers need are the same in all of them.
 *
 * <p>All methods block. An interrupted caller gets an {@link EngineException} and keeps its interrupt flag.
 */
public final class EngineClient implements AutoCloseable {
    /** An answer that is read as a whole is never longer; the longest, of inspect, are some 20 KB. */
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    /** Each container holds a connection for its exit and one for its logs. */
    private static final int MAX_CONNECTIONS = 20_000;

    private static final Duration UNBOUNDED = Duration.ofDays(3650);

    private final EngineAddress address;
    private final HttpClient http;
    private final @Nullable Transport transport;

    private EngineClient(EngineAddress address, HttpClient http, @Nullable Transport transport) {
        this.address = address;
        this.http = http;
        this.transport = transport;
    }

    /** Makes a client; nothing is sent yet. */
    public static EngineClient open(EngineAddress address) throws EngineException {
        QueuedThreadPool threads = new QueuedThreadPool(8, 1);
        threads.setName("engine-client");
        threads.setReservedThreads(0);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        address.tls().ifPresent(tls -> {
            SslContextFactory.Client factory = new SslContextFactory.Client();
            factory.setSslContext(tls);
            connector.setSslContextFactory(factory);
        });
        HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setExecutor(threads);
        http.setIdleTimeout(0);
        http.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        http.setFollowRedirects(false);
        try {
            http.start();
        } catch (Exception e) { // the signature of Jetty's life cycle
            throw new EngineException(0, "cannot start the HTTP client: " + e.getMessage());
        }
        return new EngineClient(
                address,
                http,
                address.socket().<Transport>map(Transport.TCPUnix::new).orElse(null));
    }

    /** GET that answers an object. */
    public Map<String, Object> get(String path, Duration timeout) throws EngineException {
        return object(exchange(request(HttpMethod.GET, path), timeout));
    }

    /** GET that answers a list of objects. */
    public List<Map<String, Object>> list(String path, Duration timeout) throws EngineException {
        byte[] body = exchange(request(HttpMethod.GET, path), timeout);
        List<Map<String, Object>> objects = new ArrayList<>();
        try {
            for (Map<?, ?> each : Json.readList(Map.class, body)) {
                Map<String, Object> object = new LinkedHashMap<>();
                each.forEach((name, value) -> object.put(String.valueOf(name), value));
                objects.add(object);
            }
            return objects;
        } catch (WireException e) {
            throw new EngineException(0, address.name() + "'s answer is not a list: " + e.getMessage());
        }
    }

    /** POST of an object, or of nothing when the body is empty; an empty answer is an empty object. */
    public Map<String, Object> post(String path, Map<String, Object> body, Duration timeout) throws EngineException {
        Request request = request(HttpMethod.POST, path);
        if (!body.isEmpty()) {
            request.body(new BytesRequestContent("application/json", Json.writeBytes(body)));
        }
        return object(exchange(request, timeout));
    }

    /** POST of a tar archive; what the engine answers is not told. */
    public void post(String path, byte[] archive, Duration timeout) throws EngineException {
        exchange(request(HttpMethod.POST, path).body(new BytesRequestContent("application/x-tar", archive)), timeout);
    }

    /** PUT of a tar archive. */
    public void put(String path, byte[] archive, Duration timeout) throws EngineException {
        exchange(request(HttpMethod.PUT, path).body(new BytesRequestContent("application/x-tar", archive)), timeout);
    }

    public void delete(String path, Duration timeout) throws EngineException {
        exchange(request(HttpMethod.DELETE, path), timeout);
    }

    /** POST that answers when it is done, however long that takes. */
    public Map<String, Object> await(String path) throws EngineException {
        return object(exchange(request(HttpMethod.POST, path), UNBOUNDED));
    }

    /** GET whose answer is read while it comes. The caller closes it. */
    public InputStream follow(String path) throws EngineException {
        return stream(request(HttpMethod.GET, path), UNBOUNDED);
    }

    /**
     * POST whose answer is read while it comes. The caller closes it.
     *
     * @param registryAuth value of the header with a registry's account, or empty
     * @param first how long the answer may take to begin
     */
    public InputStream postAndFollow(String path, String registryAuth, Duration timeout, Duration first)
            throws EngineException {
        Request request = request(HttpMethod.POST, path);
        if (!registryAuth.isEmpty()) {
            request.headers(headers -> headers.put("X-Registry-Auth", registryAuth));
        }
        return stream(request, timeout, first.compareTo(timeout) < 0 ? first : timeout);
    }

    /** POST of a tar archive. The caller closes the answer. */
    public InputStream upload(String path, Path archive, Duration timeout) throws EngineException {
        Request request = request(HttpMethod.POST, path);
        try {
            request.body(new PathRequestContent("application/x-tar", archive, http.getByteBufferPool()));
        } catch (IOException e) {
            throw new EngineException(400, "cannot read " + archive);
        }
        return stream(request, timeout);
    }

    /** Whether the engine runs on this machine, so that its processes are ours to see. */
    boolean isLocal() {
        return address.socket().isPresent();
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) { // the signature of Jetty's life cycle; nothing is left to be done
            System.getLogger(EngineClient.class.getName())
                    .log(System.Logger.Level.DEBUG, "the HTTP client did not stop cleanly", e);
        }
    }

    private Request request(HttpMethod method, String path) {
        Request request = http.newRequest(address.base() + path).method(method);
        return transport == null ? request : request.transport(transport);
    }

    /**
     * POST after whose answer the connection belongs to the command that it has started.
     *
     * @throws EngineException when the engine refuses it or cannot be reached
     */
    public RawConnection hijack(String path, Map<String, Object> body) throws EngineException {
        try {
            return RawConnection.open(address, path, Json.writeBytes(body));
        } catch (IOException e) {
            throw new EngineException(0, "cannot reach " + address.name() + ": " + e.getMessage());
        }
    }

    private byte[] exchange(Request request, Duration timeout) throws EngineException {
        try (InputStream answer = stream(request, timeout)) {
            return answer.readNBytes(MAX_ANSWER_BYTES);
        } catch (IOException e) {
            throw new EngineException(0, address.name() + " broke off: " + e.getMessage());
        }
    }

    private InputStream stream(Request request, Duration timeout) throws EngineException {
        return stream(request, timeout, timeout);
    }

    private InputStream stream(Request request, Duration timeout, Duration first) throws EngineException {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).send(listener);
        try {
            Response response = listener.get(first.toMillis(), TimeUnit.MILLISECONDS);
            if (response.getStatus() >= 400) {
                throw refusal(response.getStatus(), listener);
            }
            // Jetty holds no body back for these, and its stream would wait for one.
            return response.getStatus() == 204 || response.getStatus() == 304
                    ? new ByteArrayInputStream(new byte[0])
                    : listener.getInputStream();
        } catch (InterruptedException e) {
            var _ = request.abort(e);
            Thread.currentThread().interrupt();
            throw new EngineException(0, "interrupted while waiting for " + address.name());
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            throw new EngineException(0, address.name() + " did not answer within " + first.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new EngineException(0, "cannot reach " + address.name() + ": " + e.getCause());
        }
    }

    private static EngineException refusal(int status, InputStreamResponseListener listener) {
        try (InputStream body = listener.getInputStream()) {
            return refusal(status, body.readNBytes(MAX_ANSWER_BYTES));
        } catch (IOException e) {
            return new EngineException(status, "status " + status);
        }
    }

    static EngineException refusal(int status, byte[] body) {
        try {
            Object message = object(body).get("message");
            return new EngineException(status, message == null ? "status " + status : message.toString());
        } catch (EngineException e) {
            return new EngineException(status, "status " + status);
        }
    }

    private static Map<String, Object> object(byte[] body) throws EngineException {
        if (body.length == 0) {
            return Map.of();
        }
        try {
            return Json.readObject(body);
        } catch (WireException e) {
            throw new EngineException(0, "the engine's answer is not a JSON object: " + e.getMessage());
        }
    }
}
