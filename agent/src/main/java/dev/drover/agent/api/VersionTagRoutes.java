package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.model.api.JobTagResponse;
import dev.drover.model.api.TagVersionRequest;
import java.util.List;

/** Names for versions of jobs. */
final class VersionTagRoutes {
    private static final String PATH = "/v1/job/:job_id*/versions/:tag_name/tag";

    private final Parts parts;

    VersionTagRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(Route.write(PATH, this::apply), Route.delete(PATH, this::remove));
    }

    private Answer apply(ApiRequest request) {
        TagVersionRequest body = request.body(TagVersionRequest.class);
        return written(parts.server().tags().apply(Reads.jobId(request), request.parameter("tag_name"), body));
    }

    private Answer remove(ApiRequest request) {
        return written(parts.server().tags().remove(Reads.jobId(request), request.parameter("tag_name")));
    }

    private static Answer written(JobTagResponse response) {
        return Answer.of(response, response.index());
    }
}
