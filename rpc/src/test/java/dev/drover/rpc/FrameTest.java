package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.Assertions;

class FrameTest {
    private static final FrameReader.Ear DEAF = new FrameReader.Ear() {
        @Override
        public void heard() {}

        @Override
        public void silent() {}
    };

    @Property(tries = 200)
    void messages_of_all_sizes_written_in_turns_come_out_whole(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 400_000) Integer> sizes, @ForAll long seed)
            throws Exception {
        Gate gate = new Gate();
        Outbox outbox = new Outbox(gate, reason -> {});
        for (int i = 0; i < sizes.size(); i++) {
            outbox.post(Outgoing.answer(i, Links.random(sizes.get(i))));
        }
        long total = sizes.stream().mapToLong(FrameTest::bytesOnTheWire).sum();
        gate.open();
        Gathering[] answers = new Gathering[sizes.size()];
        FrameReader reader = new FrameReader(new Dribble(gate.await(total), new Random(seed)), DEAF);
        int whole = 0;
        while (whole < sizes.size()) {
            Frame frame = reader.next();
            boolean first = frame.type() == FrameType.ANSWER;
            if (first) {
                answers[(int) frame.id()] = new Gathering(frame.reader().getInt());
            }
            whole += answers[(int) frame.id()].add(frame.payload(), first ? 4 : 0) ? 1 : 0;
        }
        for (int i = 0; i < sizes.size(); i++) {
            assertThat(answers[i].message()).isEqualTo(Links.random(sizes.get(i)));
        }
    }

    private static long bytesOnTheWire(int size) {
        long payload = Integer.BYTES + (long) size;
        long frames = (payload + Limits.MAX_FRAME_BYTES - 1) / Limits.MAX_FRAME_BYTES;
        return payload + frames * FrameType.HEADER_BYTES;
    }

    @Property(tries = 500)
    void any_bytes_are_frames_or_refused(@ForAll @Size(max = 500) byte[] bytes) {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), DEAF);
        Assertions.assertThatThrownBy(() -> {
                    while (true) {
                        reader.next();
                    }
                })
                .isInstanceOfAny(EOFException.class, ProtocolException.class);
    }

    @Example
    void a_message_that_was_not_begun_can_be_taken_back() throws Exception {
        Gate gate = new Gate();
        Outbox outbox = new Outbox(gate, reason -> {});
        Outgoing first = Outgoing.answer(1, Links.random(100));
        Outgoing second = Outgoing.answer(2, Links.random(100));
        outbox.post(first);
        Links.await(first::started);
        outbox.post(second);
        assertThat(outbox.withdraw(second)).isFalse();
        assertThat(outbox.withdraw(first)).isTrue();
    }

    /** Takes no bytes until opened. */
    private static final class Gate extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean open;

        @Override
        public synchronized void write(byte[] from, int offset, int length) {
            try {
                while (!open) {
                    wait();
                }
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
            bytes.write(from, offset, length);
            notifyAll();
        }

        @Override
        public void write(int value) {
            throw new AssertionError("one byte at a time");
        }

        synchronized void open() {
            open = true;
            notifyAll();
        }

        /** What was written, once it is more than so many bytes and nothing more comes. */
        synchronized byte[] await(long atLeast) throws InterruptedException {
            while (bytes.size() < atLeast) {
                wait();
            }
            return bytes.toByteArray();
        }
    }

    /** Hands bytes out as a network does. */
    private static final class Dribble extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Dribble(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return bytes.read(into, offset, Math.min(length, 1 + random.nextInt(5000)));
        }
    }
}
