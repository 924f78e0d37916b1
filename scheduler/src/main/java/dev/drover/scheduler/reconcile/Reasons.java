package dev.drover.scheduler.reconcile;

/** Why an allocation stops or a deployment ends, in the words that users and their scripts know. */
final class Reasons {
    static final String NOT_NEEDED = "alloc not needed due to job update";
    static final String JOB_STOPPED = "alloc not needed as job is stopped";
    static final String UPDATING = "alloc is being updated due to job update";
    static final String MIGRATING = "alloc is being migrated";
    static final String RESCHEDULED = "alloc was rescheduled because it failed";
    static final String LOST = "alloc is lost since its node is down";
    static final String UNSEEN = "alloc is unknown since its node is disconnected";
    static final String RECONNECTED = "alloc not needed due to disconnected client reconnect";
    static final String NODE_UNFIT = "alloc not needed as its node no longer suits the job";

    static final String DEPLOYMENT_RUNNING = "Deployment is running";
    static final String NEEDS_PROMOTION = "Deployment is running but requires manual promotion";
    static final String PROMOTES_ITSELF = "Deployment is running pending automatic promotion";
    static final String DEPLOYMENT_DONE = "Deployment completed successfully";
    static final String NEWER_JOB = "Cancelled due to newer version of job";
    static final String STOPPED_JOB = "Cancelled because job is stopped";

    private Reasons() {}
}
