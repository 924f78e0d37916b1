package dev.drover.agent.forward;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.Wire;
import dev.drover.model.wire.WireException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What comes before the body of an answer on its way between agents: four bytes of length, then this as JSON. */
public record AnswerHead(
        @Wire("Status") int status, @Wire("Headers") Map<String, String> headers) {
    public AnswerHead {
        headers = Defaults.map(headers);
    }

    /** Far above what routes set. */
    private static final int MAX_BYTES = 256 * 1024;

    void write(OutputStream out) throws IOException {
        byte[] json = Json.writeBytes(this);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(json.length);
        data.write(json);
    }

    /**
     * Waits for the head.
     *
     * @throws IOException when the other side was lost or says what cannot be understood
     */
    static AnswerHead read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("the head of an answer claims " + length + " bytes");
        }
        byte[] json = new byte[length];
        data.readFully(json);
        try {
            return Json.read(AnswerHead.class, json);
        } catch (WireException fault) {
            throw new IOException("the head of an answer cannot be read: " + fault.getMessage(), fault);
        }
    }
}
