package dev.drover.sdk;

import java.time.Duration;
import java.util.function.Function;

/**
 * A value with what the agent says about its freshness.
 *
 * @param index the state's index at which the value was last changed; 0 where the endpoint has none. Give it to {@link Query#index} to wait for the next change
 * @param knownLeader whether the server that answered knows a leader
 * @param lastContact how long that server has not heard from the leader
 * @param nextToken where the next page starts; empty on the last page
 */
public record Answer<T>(T value, long index, boolean knownLeader, Duration lastContact, String nextToken) {

    <R> Answer<R> map(Function<T, R> change) {
        return new Answer<>(change.apply(value), index, knownLeader, lastContact, nextToken);
    }
}
