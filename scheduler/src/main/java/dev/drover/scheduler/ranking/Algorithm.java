package dev.drover.scheduler.ranking;

/** Whether fuller or emptier nodes are better. */
public enum Algorithm {
    BINPACK,
    SPREAD;

    /** As the scheduler configuration names it; binpack unless told otherwise. */
    public static Algorithm of(String name) {
        return name.equals("spread") ? SPREAD : BINPACK;
    }
}
