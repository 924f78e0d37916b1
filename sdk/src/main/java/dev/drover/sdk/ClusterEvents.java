package dev.drover.sdk;

/** The call that follows what happens in the cluster. */
public final class ClusterEvents {
    private final Transport transport;

    ClusterEvents(Transport transport) {
        this.transport = transport;
    }

    /**
     * Follows events until it is closed.
     *
     * @param query a namespace ({@code *} for all), and an {@code index} to begin at rather than with what happens from now on
     */
    public EventStream stream(EventTopics topics, Query query) {
        Query all = query;
        for (String topic : topics.words()) {
            all = all.also("topic", topic);
        }
        return new EventStream(transport.stream("/v1/event/stream", all));
    }
}
