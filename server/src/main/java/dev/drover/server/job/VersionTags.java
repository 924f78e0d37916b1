package dev.drover.server.job;

import dev.drover.model.api.JobTagResponse;
import dev.drover.model.api.TagVersionRequest;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobVersionTag;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Times;
import dev.drover.state.command.JobCommand;
import java.time.Duration;

/** Names for versions of jobs. */
public final class VersionTags {
    private static final int DESCRIPTION_LIMIT = 1_000;

    private final Core core;

    public VersionTags(Core core) {
        this.core = core;
    }

    /**
     * Gives a version a name.
     *
     * @throws ServerException with status 404 when there is no such job or version, 409 when another version bears the name
     */
    public JobTagResponse apply(JobId id, String name, TagVersionRequest request) {
        if (name.isBlank()) {
            throw ServerException.badRequest("a version tag needs a name");
        }
        if (request.description().length() > DESCRIPTION_LIMIT) {
            throw ServerException.badRequest("the description of a version tag may have at most " + DESCRIPTION_LIMIT
                    + " characters, but this one has " + request.description().length());
        }
        State state = core.state();
        Job current = state.job(id).orElseThrow(() -> ServerException.notFound("job not found"));
        long version = request.latest() ? current.version() : request.version();
        if (state.jobVersion(id, version).isEmpty()) {
            throw ServerException.notFound("job \"" + id.id() + "\" version " + version + " not found");
        }
        JobVersionTag tag = new JobVersionTag(name, request.description(), Times.nanos(core.now()));
        long index = core.propose(new JobCommand.SetTag(id, version, tag));
        return new JobTagResponse(tag.name(), tag.description(), tag.taggedTime(), index, Duration.ZERO, true, "");
    }

    /**
     * Takes a name back.
     *
     * @throws ServerException with status 404 when no version of the job bears it
     */
    public JobTagResponse remove(JobId id, String name) {
        State state = core.state();
        if (state.job(id).isEmpty()) {
            throw ServerException.notFound("job not found");
        }
        if (state.taggedVersion(id, name).isEmpty()) {
            throw ServerException.notFound("tag \"" + name + "\" not found on job \"" + id.id() + "\"");
        }
        long index = core.propose(new JobCommand.RemoveTag(id, name));
        return new JobTagResponse(name, "", 0, index, Duration.ZERO, true, "");
    }
}
