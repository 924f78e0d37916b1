package dev.drover.sdk;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A value that changes, by blocking queries: the first answer of the iterator is the value as it is, each further one waits until
 * it has changed. The iterator has no end; leave the loop, or use {@link #until}. A call that fails ends the loop with its
 * exception; {@link ClientConfig#withRetry} is for clients that want to outlast short failures.
 *
 * <pre>{@code
 * for (Answer<List<JobListStub>> jobs : Watch.of(client.jobs()::list)) {
 *     show(jobs.value());
 * }
 * }</pre>
 */
public final class Watch<T> implements Iterable<Answer<T>> {
    private static final Duration WAIT = Duration.ofMinutes(5);

    private final Function<Query, Answer<T>> call;
    private final Query query;

    private Watch(Function<Query, Answer<T>> call, Query query) {
        this.call = call;
        this.query = query;
    }

    /** Watches what a call answers. */
    public static <T> Watch<T> of(Function<Query, Answer<T>> call) {
        return of(call, Query.NONE);
    }

    /**
     * Watches what a call answers.
     *
     * @param query given to every call, completed by index and waiting time; an index in it skips what is not newer
     */
    public static <T> Watch<T> of(Function<Query, Answer<T>> call, Query query) {
        return new Watch<>(call, query);
    }

    @Override
    public Iterator<Answer<T>> iterator() {
        return new Changes();
    }

    /**
     * Waits until the value is as wanted, which it may be already.
     *
     * @param atMost how long; a server adds up to a sixteenth
     * @throws TimeoutException when the time is over first
     */
    public Answer<T> until(Predicate<T> wanted, Duration atMost) throws TimeoutException {
        long end = System.nanoTime() + atMost.toNanos();
        Changes changes = new Changes();
        while (true) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (changes.asked && !left.isPositive()) {
                throw new TimeoutException("the value did not become as wanted within " + atMost);
            }
            // A wait of nothing would be taken for the usual one.
            Answer<T> answer = changes.ask(left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left);
            if (wanted.test(answer.value())) {
                return answer;
            }
        }
    }

    private final class Changes implements Iterator<Answer<T>> {
        private long index = query.get("index").map(Long::parseLong).orElse(0L);
        private boolean asked = index > 0;

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Answer<T> next() {
            while (true) {
                long before = index;
                boolean first = !asked;
                Answer<T> answer = ask(WAIT);
                if (first || answer.index() != before) {
                    return answer;
                }
            }
        }

        private Answer<T> ask(Duration wait) {
            Query next = asked ? query.index(index).waitAtMost(wait.compareTo(WAIT) > 0 ? WAIT : wait) : query;
            Answer<T> answer = call.apply(next);
            asked = true;
            if (answer.index() == 0) {
                throw new IllegalStateException("this call cannot be watched: its answer has no index to wait by");
            }
            // A cluster that was restored from a snapshot counts from further back.
            index = answer.index() < index ? 1 : answer.index();
            return answer;
        }
    }
}
