package dev.drover.server.job;

import dev.drover.model.api.JobDispatchRequest;
import dev.drover.model.api.JobDispatchResponse;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.command.JobCommand;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes children of parameterized jobs, with the payload and meta that a dispatch brings along. */
final class Dispatcher {
    private static final int PAYLOAD_LIMIT_BYTES = 16 * 1024;

    private static final int TOKEN_LOCKS = 64;

    private final Core core;
    private final JobDirectory directory;
    private final int maxPriority;

    /** Of requests with the same token that come together one makes the child and the others find it. */
    private final ReentrantLock[] tokenLocks = new ReentrantLock[TOKEN_LOCKS];

    Dispatcher(Core core, JobDirectory directory, int maxPriority) {
        this.core = core;
        this.directory = directory;
        Arrays.setAll(tokenLocks, number -> new ReentrantLock());
        this.maxPriority = maxPriority;
    }

    JobDispatchResponse dispatch(Job parent, JobDispatchRequest request, String token) {
        core.requireRegistrationAllowed();
        ParameterizedJobConfig parameters = parent.parameterizedJob();
        if (parameters == null) {
            throw ServerException.badRequest("Specified job \"" + parent.id() + "\" is not a parameterized job");
        }
        if (parent.stop()) {
            throw ServerException.badRequest("Specified job \"" + parent.id() + "\" is stopped");
        }
        checkPayload(parameters, request.payload());
        checkMeta(parameters, request.meta());
        if (request.priority() != 0 && (request.priority() < 1 || request.priority() > maxPriority)) {
            throw ServerException.badRequest("job priority must be between [1, " + maxPriority + "]");
        }
        return token.isEmpty() ? make(parent, request, token) : makeOnce(parent, request, token);
    }

    private JobDispatchResponse makeOnce(Job parent, JobDispatchRequest request, String token) {
        ReentrantLock lock = tokenLocks[Math.floorMod(token.hashCode(), TOKEN_LOCKS)];
        lock.lock();
        try {
            Optional<Job> earlier =
                    directory.dispatched(JobId.of(parent), token).flatMap(core.state()::job);
            return earlier.isPresent()
                    ? answer(earlier.get(), Optional.empty(), core.state().index())
                    : make(parent, request, token);
        } finally {
            lock.unlock();
        }
    }

    private JobDispatchResponse make(Job parent, JobDispatchRequest request, String token) {
        Instant now = core.now();
        String prefix = request.idPrefixTemplate().isEmpty() ? "" : request.idPrefixTemplate() + "-";
        String id = parent.id() + "/dispatch-" + prefix + now.getEpochSecond() + "-"
                + Ids.next().substring(0, 8);
        Map<String, String> meta = new HashMap<>(parent.meta());
        meta.putAll(request.meta());
        JobBuilder child = Children.child(parent, id, now)
                .dispatched(true)
                .meta(meta)
                .payload(request.payload())
                .dispatchIdempotencyToken(token);
        if (request.priority() != 0) {
            child.priority(request.priority());
        }
        Job job = child.build();
        Optional<Evaluation> evaluation = job.periodic() == null
                ? Optional.of(Triggers.plain(job, Triggers.JOB_REGISTER, now))
                : Optional.empty();
        long index = core.propose(new JobCommand.Register(job, evaluation, Optional.empty()));
        return answer(core.state().job(JobId.of(job)).orElse(job), evaluation, index);
    }

    private static JobDispatchResponse answer(Job child, Optional<Evaluation> evaluation, long index) {
        return new JobDispatchResponse(
                child.id(),
                evaluation.map(Evaluation::id).orElse(""),
                evaluation.isPresent() ? index : 0,
                child.createIndex(),
                index);
    }

    private static void checkPayload(ParameterizedJobConfig parameters, @Nullable String payload) {
        int bytes = decoded(payload);
        if (bytes > 0 && parameters.payload().equals("forbidden")) {
            throw ServerException.badRequest("Payload is not allowed");
        }
        if (bytes == 0 && parameters.payload().equals("required")) {
            throw ServerException.badRequest("Payload is not provided but required by parameterized job");
        }
        if (bytes > PAYLOAD_LIMIT_BYTES) {
            throw ServerException.badRequest("Payload exceeds maximum size; " + bytes + " > " + PAYLOAD_LIMIT_BYTES);
        }
    }

    private static int decoded(@Nullable String payload) {
        if (payload == null) {
            return 0;
        }
        try {
            return Base64.getDecoder().decode(payload).length;
        } catch (IllegalArgumentException fault) {
            throw ServerException.badRequest("Payload is not base64: " + fault.getMessage());
        }
    }

    private static void checkMeta(ParameterizedJobConfig parameters, Map<String, String> meta) {
        List<String> unknown = new TreeSet<>(meta.keySet())
                .stream()
                        .filter(key -> !parameters.metaRequired().contains(key)
                                && !parameters.metaOptional().contains(key))
                        .toList();
        if (!unknown.isEmpty()) {
            throw ServerException.badRequest("Dispatch request included unpermitted metadata keys: " + unknown);
        }
        List<String> missing = parameters.metaRequired().stream()
                .filter(key -> !meta.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            throw ServerException.badRequest("Dispatch did not provide required meta keys: " + missing);
        }
    }
}
