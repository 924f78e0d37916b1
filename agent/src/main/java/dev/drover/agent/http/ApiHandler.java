package dev.drover.agent.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** From the listener to whoever answers. */
final class ApiHandler extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());

    private final Exchange.Handler handler;

    ApiHandler(Exchange.Handler handler) {
        this.handler = handler;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            handler.handle(new JettyExchange(request, response));
            callback.succeeded();
        } catch (EofException gone) {
            callback.failed(gone);
        } catch (IOException | UncheckedIOException fault) {
            LOG.log(System.Logger.Level.DEBUG, () -> request.getHttpURI() + " was cut off: " + fault.getMessage());
            callback.failed(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            callback.failed(stopped);
        }
        return true;
    }
}
