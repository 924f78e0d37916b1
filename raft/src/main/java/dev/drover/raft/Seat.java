package dev.drover.raft;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * The machine, and how far it has got. Outlives a Ratis server: when that is started again inside the process, entries that the machine
 * has seen already are passed over, so its state never goes backwards. All calls to the machine are made here, one at a time.
 */
final class Seat {
    private static final TermIndex NOTHING = TermIndex.valueOf(0, -1);

    private final Machine machine;
    private final AppliedIndex applied = new AppliedIndex();
    private final ReentrantLock lock = new ReentrantLock();
    private TermIndex position = NOTHING;
    private @Nullable Gathered gathered;
    private long leadingTerm;
    private long endedTerm;
    private volatile boolean leading;

    Seat(Machine machine) {
        this.machine = machine;
    }

    /** A snapshot and where in the log it stands. */
    record Moment(TermIndex position, Machine.Snapshot snapshot) {}

    /** The pieces of a large command that have come so far. */
    private static final class Gathered {
        private final long id;
        private final byte[] bytes;
        private int length;

        private Gathered(Entries.Piece first) {
            id = first.id();
            bytes = new byte[first.total()];
        }

        private boolean add(Entries.Piece piece) {
            if (piece.id() != id || piece.offset() != length || piece.total() != bytes.length) {
                return false;
            }
            piece.bytes().copyTo(bytes, length);
            length += piece.bytes().size();
            return true;
        }
    }

    AppliedIndex applied() {
        return applied;
    }

    /**
     * Applies what an entry completes; the results are in the order of its commands. Empty for a piece that is not the last, and for
     * the last piece of a command whose other pieces a change of leaders has cut off: such a command is never applied, on any server.
     */
    List<Object> apply(TermIndex at, Entries entry) {
        lock.lock();
        try {
            if (at.getIndex() <= position.getIndex()) {
                return List.of();
            }
            List<Object> results = new ArrayList<>();
            for (byte[] command : complete(entry)) {
                results.add(machine.apply(command));
            }
            passed(at);
            return results;
        } finally {
            lock.unlock();
        }
    }

    private List<byte[]> complete(Entries entry) {
        return switch (entry) {
            case Entries.Commands whole -> {
                gathered = null;
                yield whole.commands();
            }
            case Entries.Piece piece -> {
                if (piece.offset() == 0) {
                    gathered = new Gathered(piece);
                }
                Gathered pieces = gathered;
                if (pieces == null || !pieces.add(piece)) {
                    gathered = null;
                    yield List.of();
                }
                if (!piece.last()) {
                    yield List.of();
                }
                gathered = null;
                yield List.of(pieces.bytes);
            }
            case Entries.Unknown unknown ->
                throw new IllegalStateException("the log has an entry of the kind " + unknown.kind()
                        + ", which a newer program has written; start this server with that program");
        };
    }

    /** An entry went by that is not for the machine. */
    void pass(TermIndex at) {
        lock.lock();
        try {
            if (at.getIndex() > position.getIndex()) {
                passed(at);
            }
        } finally {
            lock.unlock();
        }
    }

    private void passed(TermIndex at) {
        // While pieces are gathered the machine stands before the first of them: a snapshot must not be placed behind
        // it.
        if (gathered == null) {
            position = at;
        }
        applied.advance(at.getIndex());
    }

    TermIndex position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    Moment moment() {
        lock.lock();
        try {
            return new Moment(position, machine.snapshot());
        } finally {
            lock.unlock();
        }
    }

    /** Puts the machine where a snapshot stands, unless it is there or further already. */
    void restore(TermIndex at, Content snapshot) throws IOException {
        lock.lock();
        try {
            if (at.getIndex() <= position.getIndex()) {
                return;
            }
            try (InputStream in = snapshot.open()) {
                machine.restore(in);
            }
            gathered = null;
            passed(at);
        } finally {
            lock.unlock();
        }
    }

    /** Something that can be read from its beginning. */
    interface Content {
        InputStream open() throws IOException;
    }

    boolean leading() {
        return leading;
    }

    /** Called in the order of the log, once everything before is applied. A term that has ended meanwhile is passed over. */
    void lead(long term) {
        lock.lock();
        try {
            if (term > endedTerm && term > leadingTerm) {
                leadingTerm = term;
                leading = true;
                machine.leading(term);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leadership up to a term has ended. */
    void follow(long term) {
        lock.lock();
        try {
            endedTerm = Math.max(endedTerm, term);
            if (leading) {
                leading = false;
                machine.following();
            }
        } finally {
            lock.unlock();
        }
    }

    void failed(String reason) {
        machine.failed(reason);
    }
}
