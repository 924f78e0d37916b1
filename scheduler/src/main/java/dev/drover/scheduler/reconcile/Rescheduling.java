package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.RescheduleEvent;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.Job;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.TaskGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a failed allocation may be tried again elsewhere, from its policy and what was tried before. */
public final class Rescheduling {
    private static final int EVENTS_KEPT = 5;
    private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

    private Rescheduling() {}

    /** Whether nothing will take the place of a failed allocation unless somebody asks for it. */
    public static boolean isExhausted(Allocation failed) {
        Job job = failed.job();
        return job == null
                || TaskGroups.find(job, failed.taskGroup())
                        .flatMap(group -> allowedFrom(failed, group.reschedulePolicy()))
                        .isEmpty();
    }

    /** The moment from which it may be replaced; empty when its policy allows no further attempt. */
    static Optional<Instant> allowedFrom(Allocation failed, @Nullable ReschedulePolicy policy) {
        if (policy == null) {
            return Optional.empty();
        }
        Instant failedAt = failedAt(failed);
        Duration delay = delay(failed, policy);
        boolean unlimited = Boolean.TRUE.equals(policy.unlimited());
        return unlimited || withinLimit(failed, policy, failedAt, delay)
                ? Optional.of(failedAt.plus(delay))
                : Optional.empty();
    }

    /** When the last task ended, else when the allocation changed last. */
    static Instant failedAt(Allocation failed) {
        return failed.taskStates().values().stream()
                .map(TaskState::finishedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> Instant.EPOCH.plusNanos(failed.modifyTime()));
    }

    /** How long to wait after this failure. */
    static Duration delay(Allocation failed, ReschedulePolicy policy) {
        Duration first = orZero(policy.delay());
        List<RescheduleEvent> events = events(failed);
        if (events.isEmpty()) {
            return first;
        }
        Duration last = events.getLast().delay();
        Duration next = switch (policy.delayFunction()) {
            case "exponential" -> last.multipliedBy(2);
            case "fibonacci" ->
                events.size() < 2
                        ? first
                        : last.plus(events.get(events.size() - 2).delay());
            default -> first;
        };
        Duration cap = policy.maxDelay() == null || policy.maxDelay().isZero() ? NO_LIMIT : policy.maxDelay();
        if (policy.delayFunction().equals("constant") || next.compareTo(cap) <= 0) {
            return next;
        }
        Instant before = Instant.EPOCH.plusNanos(events.getLast().rescheduleTime());
        boolean quiet =
                last.equals(cap) && Duration.between(before, failedAt(failed)).compareTo(cap) > 0;
        return quiet ? first : cap;
    }

    private static boolean withinLimit(Allocation failed, ReschedulePolicy policy, Instant failedAt, Duration delay) {
        int attempts = Objects.requireNonNullElse(policy.attempts(), 0);
        Duration interval = orZero(policy.interval());
        return attempts > 0
                && delay.compareTo(interval) < 0
                && attemptsSince(failed, failedAt.minus(interval)) < attempts;
    }

    private static long attemptsSince(Allocation failed, Instant start) {
        return events(failed).stream()
                .filter(event -> Instant.EPOCH.plusNanos(event.rescheduleTime()).isAfter(start))
                .count();
    }

    /** What the replacement remembers: the attempts before and this one. */
    static RescheduleTracker tracker(Allocation failed, @Nullable ReschedulePolicy policy, Instant now) {
        List<RescheduleEvent> events = new ArrayList<>(kept(failed, policy, now));
        Duration delay = policy == null ? Duration.ZERO : delay(failed, policy);
        events.add(new RescheduleEvent(nanos(now), failed.id(), failed.nodeId(), delay));
        return new RescheduleTracker(events, "ok");
    }

    /** Limited policies must count every attempt of their interval; the others need but the last delays. */
    private static List<RescheduleEvent> kept(Allocation failed, @Nullable ReschedulePolicy policy, Instant now) {
        List<RescheduleEvent> events = events(failed);
        Duration interval = policy == null || Objects.requireNonNullElse(policy.attempts(), 0) == 0
                ? Duration.ZERO
                : orZero(policy.interval());
        if (interval.isPositive()) {
            long start = nanos(now.minus(interval));
            return events.stream()
                    .filter(event -> event.rescheduleTime() > start)
                    .toList();
        }
        return events.subList(Math.max(0, events.size() - EVENTS_KEPT), events.size());
    }

    private static List<RescheduleEvent> events(Allocation allocation) {
        RescheduleTracker tracker = allocation.rescheduleTracker();
        return tracker == null ? List.of() : tracker.events();
    }

    private static Duration orZero(@Nullable Duration duration) {
        return Objects.requireNonNullElse(duration, Duration.ZERO);
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }
}
