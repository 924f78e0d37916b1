package dev.drover.agent.forward;

import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.RequestHead;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import dev.drover.rpc.Channel;
import dev.drover.rpc.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Requests that other agents pass on, served as those of the listener are. The request of the channel is a {@link RequestHead} as JSON and
 * its bytes are the body; what comes back is an {@link AnswerHead} and the body of the answer.
 */
public final class ForwardedHttp {
    /** The method under which agents pass requests on. */
    public static final String METHOD = "Http.Forward";

    private final Exchange.Handler handler;

    public ForwardedHttp(Exchange.Handler handler) {
        this.handler = handler;
    }

    /**
     * Serves one request; when this returns the answer is complete.
     *
     * @throws IOException when the answer broke off; the channel then has to fail, so that the other side does not take it for complete
     */
    public void serve(Channel channel, byte[] request) throws IOException, InterruptedException {
        RequestHead head;
        try {
            head = Json.read(RequestHead.class, request);
        } catch (WireException fault) {
            throw new RemoteException(400, METHOD + ": " + fault.getMessage());
        }
        handler.handle(new ChannelExchange(head, channel));
    }

    private record ChannelExchange(RequestHead head, Channel channel) implements Exchange {
        @Override
        public InputStream body() {
            return channel.in();
        }

        @Override
        public OutputStream answer(int status, Map<String, String> headers) throws IOException {
            OutputStream out = channel.out();
            new AnswerHead(status, headers).write(out);
            // A followed log may be quiet for long; its reader wants to know at once that it is there.
            out.flush();
            return out;
        }
    }
}
