package dev.drover.client.files;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A piece of a streamed file.
 *
 * @param file name of the file as the reader asked for it, below the allocation's folder
 * @param offset where in the file the piece ends
 * @param event {@code file deleted}, {@code file truncated} or empty
 */
public record FileChunk(String file, long offset, ByteBuffer data, String event) {
    /** Largest piece. */
    public static final int MAXIMUM_BYTES = 64 * 1024;

    static FileChunk of(String file, long offset, byte[] data) {
        return new FileChunk(file, offset, ByteBuffer.wrap(data), "");
    }

    static FileChunk event(String file, long offset, String event) {
        return new FileChunk(file, offset, ByteBuffer.allocate(0), event);
    }

    /** Takes pieces as they come. An exception of it ends the stream: the reader has gone. */
    public interface Sink {
        void chunk(FileChunk chunk) throws IOException;

        /** Nothing has come for a second. */
        void idle() throws IOException;
    }
}
