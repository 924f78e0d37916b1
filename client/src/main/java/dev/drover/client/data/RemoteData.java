package dev.drover.client.data;

import java.io.IOException;
import java.io.InputStream;

/** The way to data of allocations on other nodes. */
@FunctionalInterface
public interface RemoteData {
    /** Where there are no other nodes. */
    RemoteData NONE = allocationId -> {
        throw new IOException("this agent has no way to other nodes");
    };

    /**
     * Asks the node of an allocation for its data as {@link DataArchive} writes it. The archive begins when the allocation has ended there,
     * however long that takes. The caller closes it.
     *
     * @throws IOException when nobody can be asked or its node does not have it
     */
    InputStream open(String allocationId) throws IOException, InterruptedException;
}
