package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A root key without its secret. Times are nanoseconds since the epoch.
 *
 * @param state {@code active}, {@code inactive}, {@code rekeying}, {@code prepublished} or {@code deprecated}
 * @param publishTime when it becomes active; 0 for at once
 */
@RecordBuilder
public record RootKeyMeta(
        @Wire("KeyID") String keyId,
        @Wire("Algorithm") String algorithm,
        @Wire("CreateTime") long createTime,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("State") String state,
        @Wire("PublishTime") long publishTime) {
    /** Signs what is signed from now on; one key at most is so. */
    public static final String ACTIVE = "active";

    /** Was active; what it has signed still counts. */
    public static final String INACTIVE = "inactive";

    /** What it encrypts is being encrypted with another. */
    public static final String REKEYING = "rekeying";

    /** Others can know it already; it becomes active at its time. */
    public static final String PREPUBLISHED = "prepublished";

    /** Nothing is encrypted with it any more. */
    public static final String DEPRECATED = "deprecated";

    public RootKeyMeta {
        keyId = Defaults.text(keyId);
        algorithm = Defaults.text(algorithm);
        state = Defaults.text(state);
    }
}
