package dev.drover.agent.offline;

import dev.drover.client.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What a node that does not run keeps. */
public final class OfflineNode {
    private OfflineNode() {}

    /**
     * Reads it all.
     *
     * @param folder the {@code data_dir} of the agent, or its {@code client}
     * @throws IOException when there is nothing, it cannot be read, or an agent has it open
     */
    public static Map<String, Object> read(Path folder) throws IOException {
        Path store = Stream.of(folder.resolve("client"), folder)
                .filter(inside -> Files.exists(inside.resolve("state.mv")))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no state of a node in " + folder
                        + "; name the data_dir of an agent that runs a client without -dev, or its client.state_dir"));
        return StoreReader.read(store);
    }
}
