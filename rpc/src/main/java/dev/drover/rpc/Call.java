package dev.drover.rpc;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.lang.reflect.Modifier;
import java.time.Duration;

/**
 * A call whose request and answer are records, sent as JSON.
 *
 * @param name as it stands on the wire, {@code Room.Action}
 */
public record Call<Q, A>(String name, Class<Q> request, Class<A> answer) {
    public Call {
        if (!Modifier.isPublic(request.getModifiers()) || !Modifier.isPublic(answer.getModifiers())) {
            throw new IllegalArgumentException(name + ": records that travel have to be public");
        }
    }

    /** Asks over a link; see {@link Link#call}. */
    public A send(Link link, Q question, Duration timeout) throws LinkException, InterruptedException {
        byte[] bytes = link.call(name, Json.writeSparse(question), timeout);
        try {
            return Json.read(answer, bytes);
        } catch (WireException fault) {
            throw new RemoteException(500, name + " was answered with what cannot be read: " + fault.getMessage());
        }
    }

    /** The request as the other side sent it. */
    public Q read(byte[] bytes) {
        try {
            return Json.read(request, bytes);
        } catch (WireException fault) {
            throw new RemoteException(400, name + ": " + fault.getMessage());
        }
    }

    /** The answer as it travels. */
    public byte[] write(A value) {
        return Json.writeSparse(value);
    }
}
