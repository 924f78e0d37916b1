package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/** The reschedule event of the wire. */
@RecordBuilder
public record RescheduleEvent(
        @Wire("RescheduleTime") long rescheduleTime,
        @Wire("PrevAllocID") String prevAllocId,
        @Wire("PrevNodeID") String prevNodeId,
        @Wire("Delay") Duration delay) {
    public RescheduleEvent {
        prevAllocId = Defaults.text(prevAllocId);
        prevNodeId = Defaults.text(prevNodeId);
        delay = Defaults.duration(delay);
    }
}
