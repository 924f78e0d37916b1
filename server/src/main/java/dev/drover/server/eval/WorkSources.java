package dev.drover.server.eval;

/** Finds out where work is to be had now. */
@FunctionalInterface
public interface WorkSources {
    /**
     * The present leader's work.
     *
     * @throws dev.drover.server.ServerException when nobody is known to lead
     */
    WorkSource present() throws InterruptedException;
}
