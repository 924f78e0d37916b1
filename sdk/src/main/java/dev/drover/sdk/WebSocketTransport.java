package dev.drover.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** Opens WebSockets, with the newer client of the JDK, which is loaded only where there is no way around it. */
final class WebSocketTransport {
    private WebSocketTransport() {}

    /**
     * Opens one.
     *
     * @param path with its parameters
     * @throws ApiException when the agent refuses
     * @throws UnreachableException when there is no answer
     */
    static ExecSession open(ClientConfig config, String path) {
        ExecMessages messages = new ExecMessages(config.address());
        try {
            HttpClient.Builder http = HttpClient.newBuilder()
                    .connectTimeout(config.connectTimeout())
                    // Whoever takes messages may wait for their reader.
                    .executor(Executors.newVirtualThreadPerTaskExecutor());
            if (config.address().startsWith("https")) {
                http.sslContext(new TlsConnector(config.tls()).named());
            }
            WebSocket.Builder builder = http.build().newWebSocketBuilder().connectTimeout(config.connectTimeout());
            if (!config.token().isEmpty()) {
                builder.header("X-Nomad-Token", config.token());
            }
            URI address = URI.create(config.address().replaceFirst("^http", "ws") + path);
            return new ExecSession(builder.buildAsync(address, messages).join(), messages);
        } catch (IllegalArgumentException | IOException fault) {
            throw new UnreachableException(
                    config.address(), false, new IOException(String.valueOf(fault.getMessage()), fault));
        } catch (CompletionException fault) {
            throw explained(config, fault.getCause() == null ? fault : fault.getCause());
        }
    }

    private static DroverException explained(ClientConfig config, Throwable fault) {
        return fault instanceof WebSocketHandshakeException refused && refused.getResponse() != null
                ? new ApiException(refused.getResponse().statusCode(), "the agent opens no WebSocket here")
                : new UnreachableException(
                        config.address(), false, new IOException(String.valueOf(fault.getMessage()), fault));
    }
}
