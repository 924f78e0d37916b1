package dev.drover.model.job;

/** What a new job version means for a running allocation of a group. */
public enum UpdateKind {
    /** Nothing that the user wrote differs. */
    NONE,
    /** The allocation keeps running and takes over the new version. */
    IN_PLACE,
    /** The allocation is stopped and a new one takes its place. */
    DESTRUCTIVE
}
