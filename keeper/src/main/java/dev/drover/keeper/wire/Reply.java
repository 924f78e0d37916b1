package dev.drover.keeper.wire;

import dev.drover.driver.TaskExit;
import java.util.List;

/** What a keeper answers. */
public sealed interface Reply {
    /**
     * The form never changes.
     *
     * @param version that the keeper speaks
     * @param keeper its process
     */
    record Welcome(int version, long keeper) implements Reply {}

    /** One process that is not released. */
    record KnownProcess(String id, String key, long pid, boolean running) {}

    record Known(List<KnownProcess> processes) implements Reply {
        public Known {
            processes = List.copyOf(processes);
        }
    }

    record Started(KnownProcess process) implements Reply {}

    record Ended(TaskExit exit) implements Reply {}

    record Notices(List<String> texts) implements Reply {
        public Notices {
            texts = List.copyOf(texts);
        }
    }

    record Done() implements Reply {}

    /**
     * It could not be done.
     *
     * @param recoverable whether another try may help
     */
    record Refused(String reason, boolean recoverable) implements Reply {}

    /** There is no process with this id. */
    record Unknown() implements Reply {}
}
