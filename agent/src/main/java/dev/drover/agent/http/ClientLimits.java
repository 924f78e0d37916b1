package dev.drover.agent.http;

/**
 * What one address may use of the listener.
 *
 * @param connections at the same time; 0 for any number
 * @param requestsPerSecond 0 for any number
 */
public record ClientLimits(int connections, int requestsPerSecond) {
    public static final ClientLimits NONE = new ClientLimits(0, 0);
}
