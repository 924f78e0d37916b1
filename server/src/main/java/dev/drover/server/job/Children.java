package dev.drover.server.job;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.state.Times;
import java.time.Instant;

/** Jobs that a periodic or parameterized job brings forth. */
final class Children {
    private Children() {}

    /** The child of a periodic job for a launch time; it runs once and so is not periodic itself. */
    static Job launched(Job parent, Instant launch, Instant now) {
        String id = parent.id() + "/periodic-" + launch.getEpochSecond();
        return child(parent, id, now).periodic(null).build();
    }

    static JobBuilder child(Job parent, String id, Instant now) {
        return JobBuilder.builder(parent)
                .id(id)
                .name(id)
                .parentId(parent.id())
                .status("")
                .statusDescription("")
                .stable(false)
                .version(0)
                .createIndex(0)
                .modifyIndex(0)
                .jobModifyIndex(0)
                .versionTag(null)
                .submitTime(Times.nanos(now));
    }
}
