package dev.drover.sdk;

import dev.drover.model.api.StreamFrame;
import dev.drover.model.wire.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;

/**
 * A stream of JSON objects that carry pieces of a file. Empty objects are signs of life: everything that existed has been
 * sent, and the connection stands.
 */
public final class Frames implements AutoCloseable {
    /** Four times the largest frame that agents send, and far below what could exhaust memory. */
    private static final int MAX_FRAME_BYTES = 512 * 1024;

    private final InputStream in;

    Frames(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /**
     * Waits for the next frame.
     *
     * @return nothing when the stream has ended
     */
    public Optional<StreamFrame> next() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int depth = 0;
        boolean inText = false;
        boolean escaped = false;
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (depth == 0 && read != '{') {
                continue;
            }
            frame.write(read);
            if (frame.size() > MAX_FRAME_BYTES) {
                throw new IOException("the agent sent a frame larger than " + MAX_FRAME_BYTES + " bytes");
            }
            if (inText) {
                inText = escaped || read != '"';
                escaped = !escaped && read == '\\';
            } else if (read == '"') {
                inText = true;
            } else if (read == '{') {
                depth++;
            } else if (read == '}' && --depth == 0) {
                return Optional.of(Json.read(StreamFrame.class, frame.toByteArray()));
            }
        }
        return Optional.empty();
    }

    /** The bytes of a frame; none for a sign of life. */
    public static byte[] data(StreamFrame frame) {
        String encoded = frame.data();
        return encoded == null ? new byte[0] : Base64.getDecoder().decode(encoded);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
