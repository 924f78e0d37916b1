package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Watch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads of the state, blocking when the request names an index: the answer comes once what it reads has changed past it. */
final class Reads {
    /** Waits are lengthened by up to this part of themselves, so that many clients do not come back at once. */
    private static final int JITTER_PARTS = 16;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Parts parts;

    Reads(Parts parts) {
        this.parts = parts;
    }

    /** What is read from one state; the index is that of what was watched. */
    Answer.Value read(ApiRequest request, Watch watch, BiFunction<State, Long, Answer.Value> read) {
        return read(request, Set.of(watch), read);
    }

    /** As {@link #read(ApiRequest, Watch, BiFunction)}, for what is made of several parts of the state. */
    Answer.Value read(ApiRequest request, Set<Watch> watches, BiFunction<State, Long, Answer.Value> read) {
        StateStore store = parts.server().store();
        State state = store.snapshot();
        if (request.index() > 0) {
            Duration wait = lengthened(
                    request.maxWait(), bound -> ThreadLocalRandom.current().nextLong(bound));
            state = store.await(watches, request.index(), wait);
        }
        return read.apply(state, Math.max(1, StateStore.index(state, watches)));
    }

    /**
     * A wait, made longer.
     *
     * @param random a number of at least 0 and less than its argument
     */
    static Duration lengthened(Duration wait, LongUnaryOperator random) {
        return wait.plusMillis(random.applyAsLong(1 + wait.toMillis() / JITTER_PARTS));
    }

    /** A value, or the error with which it is missing. */
    static <T> T found(java.util.Optional<T> value, String missing) {
        return value.orElseThrow(() -> new HttpException(404, missing));
    }

    /** An id of 36 characters, or the error that clients know. */
    static String uuid(String text, String errorPrefix) {
        if (!UUID.matcher(text).matches()) {
            throw new HttpException(500, errorPrefix + "index error: UUID must be 36 characters");
        }
        return text;
    }

    static JobId jobId(ApiRequest request) {
        return new JobId(request.namespace(), request.parameter("job_id"));
    }

    /** Whether something of the namespace is asked for, and the caller may see it. */
    static Predicate<@Nullable String> inNamespace(ApiRequest request) {
        String asked = request.namespace();
        return namespace -> (asked.equals("*") || asked.equals(namespace))
                && request.access().shows(namespace == null ? "" : namespace);
    }
}
