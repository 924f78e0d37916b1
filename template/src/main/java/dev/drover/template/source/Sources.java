package dev.drover.template.source;

import java.util.Set;

/** Where templates get variables, services, keys and secrets of the cluster from. */
public interface Sources {
    /** Answers at once from what is known. */
    Answer ask(Query query);

    /**
     * Has the listener called after any of the answers may have changed, from any thread, until the watch is closed.
     *
     * @param queries those of the last rendering
     */
    Watch watch(Set<Query> queries, Runnable changed);

    /** Ends the calls of a listener. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** For nodes that are not connected to anything that could answer. */
    static Sources none() {
        return new Sources() {
            @Override
            public Answer ask(Query query) {
                return new Answer.Refused("this node has no source for " + query.function());
            }

            @Override
            public Watch watch(Set<Query> queries, Runnable changed) {
                return () -> {};
            }
        };
    }
}
