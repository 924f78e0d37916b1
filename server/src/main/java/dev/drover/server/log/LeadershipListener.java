package dev.drover.server.log;

/** Is told when this server begins and ceases to lead. Called by one thread; must not wait for the log. */
public interface LeadershipListener {
    /** This server leads, and its state shows everything that was agreed on before. */
    void leading(long term);

    void following();
}
