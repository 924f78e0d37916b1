package dev.drover.server.keyring;

import dev.drover.model.alloc.Allocation;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import java.util.HashSet;
import java.util.Set;

/** Which root keys have signed tokens that are still good. */
final class KeyUse {
    private KeyUse() {}

    /** Ids of the keys; looks at every allocation. */
    static Set<String> of(State state) {
        Set<String> used = new HashSet<>();
        boolean orphans = false;
        for (Allocation allocation : state.allocations()) {
            if (!Statuses.terminal(allocation.clientStatus())) {
                used.add(allocation.signingKeyId());
                orphans |= state.rootKey(allocation.signingKeyId()).isEmpty();
            }
        }
        if (orphans) {
            // Their tokens were signed with whichever key was active when they were asked for.
            state.rootKeys().forEach(key -> used.add(key.id()));
        }
        return used;
    }
}
