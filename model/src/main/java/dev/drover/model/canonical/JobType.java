package dev.drover.model.canonical;

/** The names of the job types on the wire. */
final class JobType {
    static final String SERVICE = "service";
    static final String BATCH = "batch";
    static final String SYSTEM = "system";
    static final String SYSBATCH = "sysbatch";

    private JobType() {}
}
