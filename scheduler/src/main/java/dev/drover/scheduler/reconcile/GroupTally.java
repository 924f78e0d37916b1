package dev.drover.scheduler.reconcile;

import dev.drover.model.eval.DesiredUpdates;

/** Counts of what is planned for a group, for the annotations of the plan. */
final class GroupTally {
    int place;
    int stop;
    int migrate;
    int canary;
    int inPlace;
    int destructive;
    int rescheduleNow;
    int rescheduleLater;

    /** What is neither stopped, replaced nor changed is left alone. */
    DesiredUpdates finish(int existing) {
        int ignored = existing - stop - migrate - inPlace - destructive;
        return new DesiredUpdates(
                ignored, place, migrate, stop, inPlace, destructive, canary, 0, 0, 0, rescheduleNow, rescheduleLater);
    }
}
