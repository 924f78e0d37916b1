package dev.drover.agent.forward;

import dev.drover.agent.http.RequestHead;
import dev.drover.client.servers.ServerCalls;
import dev.drover.model.wire.Json;
import dev.drover.rpc.Channel;
import dev.drover.rpc.RemoteException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Requests of the HTTP API that a node has itself, over its link to the servers. */
public record OwnRequests(ServerCalls servers) {
    private static final Duration LINK = Duration.ofSeconds(10);
    private static final int LONGEST_REFUSAL = 4096;

    /**
     * Asks, and gives the body of the answer as it comes. The caller closes it.
     *
     * @param target path and query
     * @param credentials headers, by name in lower case, that tell who asks
     * @throws IOException when no server is linked, the link breaks, or the answer is a refusal, with its text
     */
    public InputStream ask(String method, String target, Map<String, String> credentials, byte[] body)
            throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(credentials);
        headers.put("content-type", "application/json");
        RequestHead head = new RequestHead(method, target, 1, headers);
        try {
            Channel channel = servers.link(LINK).open(ForwardedHttp.METHOD, Json.writeBytes(head));
            boolean answered = false;
            try {
                channel.out().write(body);
                channel.out().close();
                AnswerHead answer = AnswerHead.read(channel.in());
                if (answer.status() >= 400) {
                    throw new IOException(
                            new String(channel.in().readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8).strip());
                }
                answered = true;
                return new Body(channel);
            } finally {
                if (!answered) {
                    channel.close();
                }
            }
        } catch (RuntimeException fault) {
            // Unreachable servers, and what the other side says of a broken exchange.
            throw new IOException(fault.getMessage(), fault);
        }
    }

    private static final class Body extends FilterInputStream {
        private final Channel channel;

        Body(Channel channel) {
            super(channel.in());
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (RemoteException broken) {
                throw new IOException(broken.text(), broken);
            }
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
