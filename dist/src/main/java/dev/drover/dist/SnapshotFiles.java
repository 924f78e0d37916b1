package dev.drover.dist;

import dev.drover.cli.SnapshotInspector;
import dev.drover.state.snapshot.Header;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line's view of the files that servers write. */
final class SnapshotFiles {
    private SnapshotFiles() {}

    static SnapshotInspector.Facts inspect(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Header header = StateSnapshots.inspect(in);
            return new SnapshotInspector.Facts(
                    header.sha256(),
                    header.bytes(),
                    header.index(),
                    header.format(),
                    header.createdBy(),
                    header.tables().stream()
                            .map(table -> new SnapshotInspector.Part(table.name(), table.rows(), table.bytes()))
                            .toList());
        }
    }
}
