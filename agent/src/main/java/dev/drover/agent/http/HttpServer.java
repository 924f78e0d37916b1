package dev.drover.agent.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP listener. Every request runs on a virtual thread of its own, so that handlers may block. */
public final class HttpServer implements AutoCloseable {
    /** Long polls and followed logs are quiet for as long as a blocking query may wait. */
    private static final long IDLE_TIMEOUT_MILLIS = ApiRequest.MAX_WAIT.toMillis() + ApiRequest.MAX_WAIT.toMillis() / 8;

    /** Beyond it new connections wait to be accepted, so that a flood of them cannot take all memory. */
    private static final int MAX_CONNECTIONS = 20_000;

    private final Server server;
    private final ServerConnector connector;
    private final ClientConnections clients;
    private final RequestRates rates;

    private HttpServer(Server server, ServerConnector connector, ClientConnections clients, RequestRates rates) {
        this.server = server;
        this.connector = connector;
        this.clients = clients;
        this.rates = rates;
    }

    /** As {@link #bind(InetSocketAddress, ClientLimits, Optional)}, in the clear. */
    public static HttpServer bind(InetSocketAddress address, ClientLimits limits) throws IOException {
        return bind(address, limits, Optional.empty());
    }

    /**
     * Takes an address; port 0 takes a free one. Requests wait until {@link #serve}.
     *
     * @param limits what one address may use
     * @param https certificates; empty for HTTP in the clear
     * @throws IOException when the address cannot be bound
     */
    public static HttpServer bind(InetSocketAddress address, ClientLimits limits, Optional<Https> https)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory()));
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setUriCompliance(
                UriCompliance.DEFAULT.with("encoded-ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        HttpConnectionFactory plain = new HttpConnectionFactory(configuration);
        ServerConnector connector = new ServerConnector(
                server,
                1,
                1,
                https.map(certificates -> certificates.before(plain, configuration))
                        .orElseGet(() -> new ConnectionFactory[] {plain}));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        connector.setReuseAddress(true);
        connector.open();
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        ClientConnections clients = new ClientConnections(limits.connections());
        connector.addBean(clients);
        server.setErrorHandler(new PlainErrors());
        return new HttpServer(
                server, connector, clients, new RequestRates(limits.requestsPerSecond(), System::nanoTime));
    }

    /**
     * Begins to answer requests.
     *
     * @param headers of every answer, unless the answer has another value for them
     * @throws IOException when the listener does not start
     */
    public void serve(Exchange.Handler handler, Map<String, String> headers) throws IOException {
        server.setHandler(new ApiHandler(handler, clients, rates, new WebSockets(server, handler), headers));
        try {
            server.start();
        } catch (IOException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IOException("the HTTP server did not start: " + fault.getMessage(), fault);
        }
    }

    /** As {@link #serve(Exchange.Handler, Map)}, with no headers of one's own. */
    public void serve(Exchange.Handler handler) throws IOException {
        serve(handler, Map.of());
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception fault) {
            System.getLogger(HttpServer.class.getName())
                    .log(System.Logger.Level.WARNING, "stopping HTTP failed", fault);
        }
    }
}
