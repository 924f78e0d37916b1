package dev.drover.server.log;

/** Is told by the log when this server begins and ceases to lead. Both calls return quickly and propose nothing on the calling thread. */
public interface LeadershipListener {
    /**
     * This server leads from now on, and its state shows everything that earlier leaders left.
     *
     * @param term higher than any before
     */
    void leading(long term);

    /** This server does not lead, or not any longer; may be told more than once. */
    void following();
}
