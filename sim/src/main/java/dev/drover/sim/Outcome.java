package dev.drover.sim;

/** What becomes of tasks that do not say it themselves. */
enum Outcome {
    RUNNING,
    FAILED,
    COMPLETE
}
