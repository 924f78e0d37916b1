package dev.drover.scheduler;

/** Where new allocations, deployments and evaluations get their ids from, so that a scheduler needs no randomness of its own. */
@FunctionalInterface
public interface IdSource {
    /** A new id in the form of a UUID. */
    String next();
}
