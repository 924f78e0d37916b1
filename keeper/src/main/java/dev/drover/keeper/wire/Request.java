package dev.drover.keeper.wire;

import dev.drover.driver.ProcessHost.ProcessSpec;
import java.time.Duration;

/** What an agent asks of a keeper. Each request is answered once, when it is done; several may be under way. */
public sealed interface Request {
    /** The first on a connection. Its form never changes. Answered by {@link Reply.Welcome}. */
    record Hello(int version) implements Request {}

    /** The keeper ends and leaves its processes to the next one. The form never changes. */
    record Leave() implements Request {}

    /** Answered by {@link Reply.Known}. */
    record ListAll() implements Request {}

    /** Answered by {@link Reply.Started} or {@link Reply.Refused}. */
    record Start(ProcessSpec spec) implements Request {}

    /** Answered by {@link Reply.Ended}, when the process has. */
    record Await(String id) implements Request {}

    record Signal(String id, String signal) implements Request {}

    /** Answered when the process has ended. */
    record Stop(String id, Duration timeout, String signal) implements Request {}

    /** Takes what is to be told of the process. Answered by {@link Reply.Notices}. */
    record TakeNotices(String id) implements Request {}

    /** Forgets the process; ends it first when it runs. */
    record Release(String id) implements Request {}
}
