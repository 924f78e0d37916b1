package dev.drover.agent;

import dev.drover.agent.forward.ForwardedHttp;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Link;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import java.io.IOException;
import java.util.Optional;

/** What other agents may ask over links: HTTP requests. The links are there before the routes are, so those come late. */
final class LateServices implements Services {
    private volatile Optional<ForwardedHttp> http = Optional.empty();

    void serve(ForwardedHttp serving) {
        http = Optional.of(serving);
    }

    @Override
    public byte[] answer(Link from, String method, byte[] request) {
        throw new RemoteException(404, "this agent does not know the call " + method);
    }

    @Override
    public void serve(Link from, String method, byte[] request, Channel channel)
            throws IOException, InterruptedException {
        if (!method.equals(ForwardedHttp.METHOD)) {
            throw new RemoteException(404, "this agent does not know the channel " + method);
        }
        http.orElseThrow(() -> new RemoteException(503, "the agent is starting"))
                .serve(channel, request);
    }
}
