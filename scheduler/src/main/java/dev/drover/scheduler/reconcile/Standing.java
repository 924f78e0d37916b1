package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import java.time.Instant;
import java.util.Optional;

/** What is to be made of one existing allocation before the count of its group is looked at. */
sealed interface Standing {
    /** Is where it should be, or has failed for good and keeps its place. */
    record Kept(Allocation allocation) implements Standing {}

    /** Failed, and its deployment has to say whether it is tried again. */
    record HeldBack(Allocation allocation) implements Standing {}

    /** Has done its work and must not be done again. */
    record Done(Allocation allocation) implements Standing {}

    /** Must leave its node. */
    record Migrating(Allocation allocation) implements Standing {}

    /** Its node is gone. */
    record Lost(Allocation allocation) implements Standing {}

    /** Its node is silent and ends it by itself by this time. */
    record LostAt(Allocation allocation, Instant time) implements Standing {}

    /** Its node has fallen silent; it may go on there until the time given, or for good. */
    record Vanishing(Allocation allocation, Optional<Instant> lostAt) implements Standing {}

    /** Is known to be out of sight. */
    record Unseen(Allocation allocation) implements Standing {}

    /** Is back in sight; late when it counts as lost by now. */
    record Returned(Allocation allocation, boolean late) implements Standing {}

    /** Failed and may be tried elsewhere now. */
    record Retry(Allocation allocation) implements Standing {}

    /** Failed and may be tried elsewhere later. */
    record RetryLater(Allocation allocation, Instant from) implements Standing {}

    /** Counts no more. */
    record Gone(Allocation allocation) implements Standing {}
}
