package dev.drover.gossip;

import dev.drover.gossip.Member.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is known, and which word about a member beats which (SWIM by Das, Gupta and Motivala, 2002). Only a member itself raises its
 * incarnation. A higher one is always newer; at the same one bad news beat good news: left beats failed, failed beats suspect, suspect
 * beats alive. So whoever is wrongly suspected speaks up with a higher incarnation and is believed everywhere, in whatever order words
 * arrive. Not safe for threads; times are {@link System#nanoTime}.
 */
final class MemberTable {
    /** What follows from a word. */
    interface Effects {
        void changed(Optional<Member> before, Member after);

        void forgotten(Member last);

        /** The word was news, and goes on. */
        void spread(Rumour rumour);

        /** Another member claims the name of this one. */
        void conflict(Member held, Member claimed);

        /** There are too many members to learn of this one. */
        void full(Member stranger);
    }

    /**
     * A member with what only this one knows.
     *
     * @param since when the status became known
     * @param deadline when a suspected member counts as failed
     */
    private record Known(Member member, long since, long deadline) {}

    private final Map<String, Known> members = new TreeMap<>();
    private final Map<String, Long> forgotten = new LinkedHashMap<>();
    private final Timing timing;
    private final Effects effects;
    private Member self;
    private boolean leaving;

    MemberTable(Member self, Timing timing, Effects effects, long now) {
        this.self = self;
        this.timing = timing;
        this.effects = effects;
        members.put(self.name(), new Known(self, now, now));
    }

    Member self() {
        return self;
    }

    boolean leaving() {
        return leaving;
    }

    List<Member> all() {
        return members.values().stream().map(Known::member).toList();
    }

    Optional<Member> find(String name) {
        return Optional.ofNullable(members.get(name)).map(Known::member);
    }

    /** The others with one of these states. */
    List<Member> others(Status... statuses) {
        List<Status> wanted = List.of(statuses);
        return members.values().stream()
                .map(Known::member)
                .filter(member -> wanted.contains(member.status()) && !isSelf(member))
                .toList();
    }

    /** Members that take part, this one included. */
    int size() {
        return 1 + others(Status.ALIVE, Status.SUSPECT).size();
    }

    /** A rumour that came in a datagram; of strangers only that they are alive is of interest. */
    void hear(Rumour rumour, long now) {
        Member said = rumour.subject();
        Known known = members.get(said.name());
        if (isSelf(said)) {
            hearOfSelf(said, now);
        } else if (known != null && rumour.forget()) {
            forget(known.member(), said.incarnation());
        } else if (known != null) {
            hearOfKnown(known.member(), said, now);
        } else if (!rumour.forget() && said.status() == Status.ALIVE) {
            hearOfStranger(said, now);
        }
    }

    /** An entry of another member's whole view. That it holds somebody as failed is a reason to suspect, so that the subject is heard. */
    void merge(Member said, long now) {
        Known known = members.get(said.name());
        if (isSelf(said)) {
            hearOfSelf(said, now);
        } else if (known == null) {
            hearOfStranger(said, now);
        } else {
            hearOfKnown(known.member(), said.status() == Status.FAILED ? as(said, Status.SUSPECT) : said, now);
        }
    }

    private void hearOfSelf(Member said, long now) {
        boolean elsewhere = !said.host().equals(self.host()) || said.port() != self.port();
        if (elsewhere && said.status() == Status.ALIVE) {
            effects.conflict(self, said);
            return;
        }
        boolean newer = said.incarnation() > self.incarnation();
        boolean twisted = said.incarnation() == self.incarnation()
                && (said.status() != self.status()
                        || (said.status() == Status.ALIVE && !said.tags().equals(self.tags())));
        if (newer || twisted) {
            say(self.tags(), self.status(), said.incarnation(), now);
        } else if (said.incarnation() < self.incarnation() && said.status() != self.status()) {
            effects.spread(new Rumour(self));
        }
    }

    private void hearOfStranger(Member said, long now) {
        Long pruned = forgotten.get(said.name());
        if (pruned != null && said.incarnation() <= pruned) {
            return;
        }
        if (members.size() >= Limits.MEMBERS) {
            effects.full(said);
            return;
        }
        forgotten.remove(said.name());
        put(null, said, now);
    }

    private void hearOfKnown(Member known, Member said, long now) {
        boolean newer = said.incarnation() > known.incarnation();
        boolean worse = said.incarnation() == known.incarnation() && rank(said.status()) > rank(known.status());
        boolean elsewhere = !said.host().equals(known.host()) || said.port() != known.port();
        boolean present = known.status() == Status.ALIVE || known.status() == Status.SUSPECT;
        if (newer && said.status() == Status.ALIVE && elsewhere && present) {
            effects.conflict(known, said);
        } else if (newer && said.status() == Status.ALIVE) {
            put(known, said, now);
        } else if (newer || worse) {
            put(known, withIncarnation(known, said.status(), said.incarnation()), now);
        }
    }

    /** Of two words at the same incarnation the one that ranks higher is believed. */
    private static int rank(Status status) {
        return switch (status) {
            case ALIVE -> 0;
            case SUSPECT -> 1;
            case FAILED -> 2;
            case LEFT -> 3;
        };
    }

    /** Suspects a member that did not answer. */
    void suspect(String name, long now) {
        find(name).ifPresent(member -> hear(new Rumour(as(member, Status.SUSPECT)), now));
    }

    /** Declares a failed member to have left; nothing happens to others. */
    void forceLeave(String name, boolean prune, long now) {
        Optional<Member> member = find(name).filter(other -> !isSelf(other));
        if (member.isEmpty()) {
            return;
        }
        Member gone = as(member.get(), Status.LEFT);
        if (member.get().status() == Status.FAILED) {
            hear(new Rumour(gone), now);
        }
        if (prune) {
            forget(member.get(), gone.incarnation());
        }
    }

    private void forget(Member member, long incarnation) {
        boolean gone = member.status() == Status.FAILED || member.status() == Status.LEFT;
        if (!gone || incarnation < member.incarnation()) {
            return;
        }
        if (forgotten.size() >= Limits.FORGOTTEN) {
            forgotten.remove(forgotten.keySet().iterator().next());
        }
        forgotten.put(member.name(), incarnation);
        members.remove(member.name());
        effects.forgotten(member);
        effects.spread(new Rumour(as(member, Status.LEFT), true));
    }

    void updateTags(Map<String, String> tags, long now) {
        say(tags, self.status(), self.incarnation(), now);
    }

    void leave(long now) {
        leaving = true;
        say(self.tags(), Status.LEFT, self.incarnation(), now);
    }

    /** A new word of this member about itself, which beats the given incarnation. */
    private void say(Map<String, String> tags, Status status, long above, long now) {
        long incarnation = Math.max(self.incarnation(), above) + 1;
        Member before = self;
        self = new Member(self.name(), self.host(), self.port(), tags, status, incarnation);
        members.put(self.name(), new Known(self, now, now));
        effects.spread(new Rumour(self));
        if (before.status() != status || !before.tags().equals(tags)) {
            effects.changed(Optional.of(before), self);
        }
    }

    /** Lets suspected members fail whose time is over, and forgets those that are gone for long. Call at {@link #nextDeadline}. */
    void expire(long now) {
        for (Known known : new ArrayList<>(members.values())) {
            Member member = known.member();
            if (isSelf(member)) {
                continue;
            }
            switch (member.status()) {
                case ALIVE -> {}
                case SUSPECT -> {
                    if (known.deadline() - now <= 0) {
                        put(member, as(member, Status.FAILED), now);
                    }
                }
                case FAILED, LEFT -> {
                    if (known.deadline() - now <= 0) {
                        members.remove(member.name());
                        effects.forgotten(member);
                    }
                }
            }
        }
    }

    /** When {@link #expire} has something to do next; at the latest in an hour. */
    long nextDeadline(long now) {
        long wait = TimeUnit.HOURS.toNanos(1);
        for (Known known : members.values()) {
            if (known.member().status() != Status.ALIVE && !isSelf(known.member())) {
                wait = Math.min(wait, known.deadline() - now);
            }
        }
        return now + wait;
    }

    /** This process stood still for a while: nobody could be heard, so that time does not count against anybody. */
    void excuse(long nanos) {
        members.replaceAll((name, known) -> new Known(known.member(), known.since() + nanos, known.deadline() + nanos));
    }

    /** Whether the status has been as it is for less than this. */
    boolean recent(Member member, long nanos, long now) {
        Known known = members.get(member.name());
        return known != null && now - known.since() < nanos;
    }

    private void put(@Nullable Member before, Member after, long now) {
        long time = switch (after.status()) {
            case ALIVE -> 0;
            case SUSPECT -> timing.suspicionAmong(size()).toNanos();
            case FAILED, LEFT -> timing.reap().toNanos();
        };
        members.put(after.name(), new Known(after, now, now + time));
        effects.spread(new Rumour(after));
        boolean visible = before == null
                || before.status() != after.status()
                || !before.tags().equals(after.tags())
                || !before.host().equals(after.host())
                || before.port() != after.port();
        if (visible) {
            effects.changed(Optional.ofNullable(before), after);
        }
    }

    private boolean isSelf(Member member) {
        return member.name().equals(self.name());
    }

    private static Member as(Member member, Status status) {
        return withIncarnation(member, status, member.incarnation());
    }

    private static Member withIncarnation(Member member, Status status, long incarnation) {
        return new Member(member.name(), member.host(), member.port(), member.tags(), status, incarnation);
    }
}
