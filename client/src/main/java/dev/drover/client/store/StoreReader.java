package dev.drover.client.store;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** The local store of a node that does not run, to be looked at; nothing is changed. */
public final class StoreReader {
    private StoreReader() {}

    /**
     * Reads all of it, as trees that JSON is made of.
     *
     * @param folder of the store
     * @throws IOException when the agent has it open, or it cannot be read
     */
    public static Map<String, Object> read(Path folder) throws IOException {
        Path file = folder.resolve("state.mv");
        try (MVStore store =
                new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("Allocations", objects(store, "allocations"));
            all.put("Tasks", objects(store, "tasks"));
            return all;
        } catch (MVStoreException fault) {
            throw new IOException(
                    fault.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                            ? "an agent has " + file + " open; end it, or copy the file and look at the copy"
                            : file + " cannot be read: " + fault.getMessage(),
                    fault);
        }
    }

    private static Map<String, Object> objects(MVStore store, String name) {
        Map<String, Object> objects = new LinkedHashMap<>();
        if (store.hasMap(name)) {
            MVMap<String, byte[]> map = store.openMap(name);
            map.forEach((key, json) -> objects.put(key, Json.readObject(json)));
        }
        return objects;
    }
}
