package dev.drover.gossip;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One member's view of the pool. */
public interface Gossip extends AutoCloseable {
    Member self();

    /** Everybody known, also those who left or failed a while ago, by name. */
    List<Member> members();

    /**
     * Contacts members at these addresses and learns of all others through them.
     *
     * @param addresses {@code host} or {@code host:port}, names or IP addresses; the port is 4648 where none is given
     * @return how many of them answered, and what was wrong with the others
     */
    JoinResult join(List<String> addresses) throws InterruptedException;

    /**
     * Says other things of this member from now on.
     *
     * @throws IllegalArgumentException when the tags are longer than {@link Limits#TAG_BYTES}
     */
    void updateTags(Map<String, String> tags);

    /**
     * Declares a failed member to have left, so that nobody waits for it any more.
     *
     * @param prune forgets it altogether
     */
    void forceLeave(String name, boolean prune);

    /** Says goodbye and waits until the others have most likely heard it. */
    void leave() throws InterruptedException;

    /** Stops without a word. */
    @Override
    void close();

    /** Is told of changes, one after the other. */
    @FunctionalInterface
    interface Listener {
        /** The member as it is now; before is empty when it is new. */
        void changed(Optional<Member> before, Member after);

        /** A member that failed or left is not remembered any more. */
        default void forgotten(Member last) {}
    }

    /** What came of joining. */
    record JoinResult(int joined, List<String> errors) {}
}
