package dev.drover.template.source;

import java.io.IOException;

/** Files that templates may read. */
@FunctionalInterface
public interface TemplateFiles {
    /**
     * The content of a file as text.
     *
     * @throws IOException when there is no such file or it lies outside of what may be read; the message says which
     */
    String read(String path) throws IOException;

    /** No file may be read. */
    static TemplateFiles none() {
        return path -> {
            throw new IOException("files cannot be read here");
        };
    }
}
