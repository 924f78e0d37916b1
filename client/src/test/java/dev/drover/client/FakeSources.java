package dev.drover.client;

import dev.drover.template.source.Answer;
import dev.drover.template.source.Query;
import dev.drover.template.source.Sources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sources that know what a test tells them. */
public final class FakeSources implements Sources {
    private final Map<String, Object> values = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Sets the answer to a query as it is written in messages, for example {@code key(a)}. */
    public void put(String query, Object value) {
        values.put(query, value);
        listeners.forEach(Runnable::run);
    }

    /** How many watch now. */
    public int watchers() {
        return listeners.size();
    }

    @Override
    public Answer ask(Query query) {
        Object value = values.get(query.toString());
        return value == null ? new Answer.NotYet() : new Answer.Found(value);
    }

    @Override
    public Watch watch(Set<Query> queries, Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }
}
