package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.plan.Resources;
import dev.drover.state.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations that found no room, and what could give them some. A hundred thousand may wait, and one node that comes free must
 * neither wake them all nor leave out the one that fits. So room is offered in waves: the most important and oldest evaluations whose
 * least need fits into what is free now are woken, as many as the room can hold together; when they are done and room is left, those
 * after them have their turn, until everybody was asked once. This is how an elevator serves floors: always onwards, and from the
 * beginning only when the end was reached, so that nobody starves however often the node has news.
 *
 * <p>An evaluation knows which classes of nodes it cannot use, and the index of the state that it was made on: room that came free
 * before that it has seen already, and room that came free after that it is offered however late it arrives here.
 */
public final class BlockedEvaluations {
    /** How many evaluations one node or quota wakes at a time. */
    static final int WAVE_LIMIT = 64;

    /** How many woken evaluations may be under way altogether. */
    static final int AWAKE_LIMIT = 1_000;

    /** How many evaluations are looked at for one wave, so that the others do not wait long for the lock. */
    private static final int LOOK_LIMIT = 2_000;

    private final Map<String, BlockedEntry> blocked = new LinkedHashMap<>();

    /** Ids of evaluations by job, and then by the node that they wait for or empty. */
    private final Map<JobId, Map<String, String>> byJob = new HashMap<>();

    private final BlockedQueues queues = new BlockedQueues();
    private final Map<String, Offer> awake = new HashMap<>();
    private final Map<String, Offer> offers = new HashMap<>();
    private final TreeMap<Long, Set<String>> freedAt = new TreeMap<>();
    private final Set<String> due = new LinkedHashSet<>();
    private final Set<String> conflicted = new LinkedHashSet<>();

    /** Arrivals that were not held against the offers made before them, with the number of those. */
    private final Map<String, Long> arrivals = new LinkedHashMap<>();

    private long offersMade;
    private long looked;

    /** What there is news of. */
    private enum Source {
        NODE(""),
        QUOTA("quota "),
        VOLUMES("volumes ");

        private final String prefix;

        Source(String prefix) {
            this.prefix = prefix;
        }

        String key(String name) {
            return prefix + name;
        }
    }

    /** News of one node or quota, or of volumes, and how far they have been passed on. */
    private static final class Offer {
        private final String name;
        private final Source source;
        private String computedClass = "";
        private long index;
        private long number;
        private Optional<BlockedEntry> last = Optional.empty();
        private boolean again;
        private int out;

        Offer(Source source, String name) {
            this.source = source;
            this.name = name;
        }
    }

    /**
     * Takes an evaluation in, also one that was woken and found no room again.
     *
     * @param need the least that it can do something with
     * @return the older one of the same job, and of the same node if it waits for one, that it replaces
     */
    public synchronized Optional<Evaluation> block(Evaluation evaluation, Resources need) {
        returned(evaluation.id());
        drop(evaluation.id());
        BlockedEntry entry = new BlockedEntry(evaluation, need);
        String earlier = byJob.getOrDefault(entry.job(), Map.of()).get(evaluation.nodeId());
        BlockedEntry duplicate = earlier == null ? null : drop(earlier);
        byJob.computeIfAbsent(entry.job(), unknown -> new LinkedHashMap<>()).put(evaluation.nodeId(), evaluation.id());
        blocked.put(evaluation.id(), entry);
        queues.add(entry);
        arrivals.put(evaluation.id(), offersMade);
        if (evaluation.triggeredBy().equals(Triggers.MAX_PLAN_ATTEMPTS)) {
            conflicted.add(evaluation.id());
        }
        notifyAll();
        return Optional.ofNullable(duplicate).map(BlockedEntry::evaluation);
    }

    /**
     * Room came free on a node.
     *
     * @param index of the command that freed it
     */
    public synchronized void capacityChanged(String nodeId, String computedClass, long index) {
        Offer offer = offers.computeIfAbsent(nodeId, id -> new Offer(Source.NODE, id));
        offer.computedClass = computedClass;
        offer(offer, index);
    }

    /** A quota has room again. */
    public synchronized void quotaChanged(String quota, long index) {
        offer(offers.computeIfAbsent(Source.QUOTA.key(quota), id -> new Offer(Source.QUOTA, quota)), index);
    }

    /** A volume was registered, or is not claimed any more. */
    public synchronized void volumesChanged(long index) {
        offer(offers.computeIfAbsent(Source.VOLUMES.key(""), id -> new Offer(Source.VOLUMES, "")), index);
    }

    /** Everybody who waits now is asked in the waves of this offer; who arrives later is held against it on arrival. */
    private void offer(Offer offer, long index) {
        withdraw(offer);
        offer.index = index;
        offer.number = ++offersMade;
        offer.again = offer.last.isPresent();
        freedAt.computeIfAbsent(index, unknown -> new HashSet<>()).add(key(offer));
        due.add(key(offer));
        notifyAll();
    }

    private void withdraw(Offer offer) {
        Set<String> before = freedAt.get(offer.index);
        if (before != null && before.remove(key(offer)) && before.isEmpty()) {
            freedAt.remove(offer.index);
        }
    }

    /** The node is gone. */
    public synchronized void forgetNode(String nodeId) {
        Offer gone = offers.remove(nodeId);
        if (gone != null) {
            withdraw(gone);
            due.remove(nodeId);
        }
    }

    private static String key(Offer offer) {
        return offer.source.key(offer.name);
    }

    /** The evaluation was ended, or is with the broker for another reason. */
    public synchronized void forget(String evaluationId) {
        returned(evaluationId);
        drop(evaluationId);
    }

    /** What waits for the job; it is not kept here any more. */
    public synchronized List<Evaluation> forgetJob(JobId job) {
        return ofJob(job).stream()
                .flatMap(id -> Optional.ofNullable(drop(id)).stream())
                .map(BlockedEntry::evaluation)
                .toList();
    }

    /** Ids of what waits for the job. */
    public synchronized List<String> ofJob(JobId job) {
        return List.copyOf(byJob.getOrDefault(job, Map.of()).values());
    }

    private @Nullable BlockedEntry drop(String evaluationId) {
        BlockedEntry entry = blocked.remove(evaluationId);
        arrivals.remove(evaluationId);
        conflicted.remove(evaluationId);
        if (entry != null) {
            queues.remove(entry);
            byJob.computeIfPresent(entry.job(), (job, byNode) -> {
                byNode.remove(entry.evaluation().nodeId(), evaluationId);
                return byNode.isEmpty() ? null : byNode;
            });
        }
        return entry;
    }

    /** A woken evaluation is done; when it was the last of its wave the next one may come. */
    private void returned(String evaluationId) {
        Offer offer = awake.remove(evaluationId);
        if (offer != null) {
            offer.out--;
            if (offer.out == 0 && offers.containsKey(key(offer))) {
                due.add(key(offer));
            }
            notifyAll();
        }
    }

    /** Waits until there may be somebody to wake. */
    public synchronized void awaitNews() throws InterruptedException {
        while (awake.size() >= AWAKE_LIMIT || (arrivals.isEmpty() && due.isEmpty())) {
            wait();
        }
    }

    /**
     * Wakes those who are in turn for the news there are.
     *
     * @param room what is free on a node now; empty when it takes no work
     * @return evaluations to try again, which are no longer kept here
     */
    public synchronized List<Evaluation> wake(Function<String, Optional<Resources>> room) {
        List<Evaluation> woken = new ArrayList<>();
        int looks = LOOK_LIMIT;
        while (!arrivals.isEmpty() && awake.size() < AWAKE_LIMIT && looks > 0) {
            looks--;
            String id = arrivals.keySet().iterator().next();
            long offersBefore = Objects.requireNonNull(arrivals.remove(id));
            BlockedEntry entry = Objects.requireNonNull(blocked.get(id));
            missed(entry, offersBefore, room).ifPresent(offer -> wake(entry, offer, woken));
        }
        while (!due.isEmpty() && awake.size() < AWAKE_LIMIT && looks > 0) {
            String key = due.iterator().next();
            due.remove(key);
            Offer offer = offers.get(key);
            if (offer != null && offer.out == 0) {
                looks -= wave(offer, room, woken);
            }
        }
        return woken;
    }

    /** News that came between the state that the evaluation was made on and its arrival here. */
    private Optional<Offer> missed(BlockedEntry entry, long offersBefore, Function<String, Optional<Resources>> room) {
        BlockedEntry.Kind kind = entry.kind();
        return freedAt.tailMap(entry.evaluation().snapshotIndex(), false).descendingMap().values().stream()
                .flatMap(Set::stream)
                .flatMap(key -> Optional.ofNullable(offers.get(key)).stream())
                .filter(offer -> offer.number <= offersBefore && suits(offer, entry, kind, room))
                .findFirst();
    }

    private static boolean suits(
            Offer offer, BlockedEntry entry, BlockedEntry.Kind kind, Function<String, Optional<Resources>> room) {
        return switch (offer.source) {
            case QUOTA -> kind.quota().equals(offer.name);
            case VOLUMES -> kind.volumes();
            case NODE ->
                kind.wants(offer.name, offer.computedClass)
                        && room.apply(offer.name).filter(entry.need()::fitsIn).isPresent();
        };
    }

    /** One wave for one node or quota; answers how many were looked at. */
    private int wave(Offer offer, Function<String, Optional<Resources>> room, List<Evaluation> woken) {
        Resources whole = offer.source == Source.NODE
                ? room.apply(offer.name).orElse(new Resources(-1, -1, -1))
                : new Resources(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        BlockedQueues.Turns turns = switch (offer.source) {
            case QUOTA -> queues.forQuota(offer.name, offer.last);
            case VOLUMES -> queues.forVolumes(offer.last);
            case NODE -> queues.forRoom(offer.name, offer.computedClass, whole, offer.last);
        };
        Resources left = whole;
        int looks = 1;
        int chosen = 0;
        List<BlockedEntry> wave = new ArrayList<>();
        BlockedEntry next = turns.next();
        while (next != null && chosen < WAVE_LIMIT && looks < LOOK_LIMIT) {
            looks++;
            looked++;
            boolean asked = next.evaluation().snapshotIndex() < offer.index
                    && next.need().fitsIn(whole);
            if (asked && !next.need().fitsIn(left)) {
                break;
            }
            if (asked) {
                wave.add(next);
                left = left.minus(next.need());
                chosen++;
            }
            offer.last = Optional.of(next);
            next = turns.next();
        }
        wave.forEach(entry -> wake(entry, offer, woken));
        if (chosen == 0) {
            goOn(offer, next != null);
        }
        return looks;
    }

    /** Nobody was in turn: there are more to look at, or the end was reached, or news that came meanwhile begin anew. */
    private void goOn(Offer offer, boolean more) {
        if (!more) {
            offer.last = Optional.empty();
        }
        if (more || offer.again) {
            due.add(key(offer));
        }
        offer.again = offer.again && more;
    }

    private void wake(BlockedEntry entry, Offer offer, List<Evaluation> woken) {
        String id = entry.evaluation().id();
        drop(id);
        awake.put(id, offer);
        offer.out++;
        woken.add(entry.evaluation());
    }

    /**
     * Takes out evaluations that wait only because others were faster; room may be there all the time, and nothing will tell.
     *
     * @param limit how many at most, the oldest first
     */
    public synchronized List<Evaluation> wakeConflicted(int limit) {
        Offer none = new Offer(Source.NODE, "");
        List<Evaluation> woken = new ArrayList<>();
        conflicted.stream()
                .limit(limit)
                .toList()
                .forEach(id -> wake(Objects.requireNonNull(blocked.get(id)), none, woken));
        return woken;
    }

    /** How many wait here. */
    public synchronized int size() {
        return blocked.size();
    }

    /** How many evaluations were held against news, for nothing or not. */
    synchronized long looked() {
        return looked;
    }

    /** How many were woken and are not done yet. */
    public synchronized int awake() {
        return awake.size();
    }
}
