package dev.drover.scheduler.reconcile;

import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.DesiredUpdatesBuilder;

/** Counts of what is planned for a group, for the annotations of the plan. */
final class GroupTally {
    int place;
    int stop;
    int migrate;
    int canary;
    int inPlace;
    int destructive;
    int disconnect;
    int reconnect;
    int rescheduleNow;
    int rescheduleLater;

    /** What is neither stopped, replaced nor changed is left alone. */
    DesiredUpdates finish(int existing) {
        int touched = stop + migrate + inPlace + destructive + disconnect + reconnect;
        return DesiredUpdatesBuilder.builder()
                .ignore(existing - touched)
                .place(place)
                .migrate(migrate)
                .stop(stop)
                .inPlaceUpdate(inPlace)
                .destructiveUpdate(destructive)
                .canary(canary)
                .disconnect(disconnect)
                .reconnect(reconnect)
                .rescheduleNow(rescheduleNow)
                .rescheduleLater(rescheduleLater)
                .build();
    }
}
