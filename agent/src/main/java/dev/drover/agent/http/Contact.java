package dev.drover.agent.http;

import java.time.Duration;

/**
 * How far the state that was read may lag behind.
 *
 * @param knownLeader the server that answers knows who leads
 * @param lastContact since it heard of the leader; zero on the leader
 */
public record Contact(boolean knownLeader, Duration lastContact) {}
