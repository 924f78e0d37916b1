package dev.drover.model.acl;

import dev.drover.model.wire.WireName;
import java.util.Locale;

/** How far a right goes that is given by one word. Of several words for the same the later of these counts. */
public enum AccessLevel implements WireName {
    NONE,
    LIST,
    READ,
    WRITE,
    DENY;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this covers what is wanted. */
    boolean covers(AccessLevel wanted) {
        return this != DENY && compareTo(wanted) >= 0;
    }
}
