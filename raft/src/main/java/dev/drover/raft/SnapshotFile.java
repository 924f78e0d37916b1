package dev.drover.raft;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** A snapshot on disk: what the machine wrote between a head and a checksum. It is whole or not there at all. */
final class SnapshotFile {
    private static final byte[] HEAD = {'D', 'R', 'V', 'S', 'N', 'A', 'P', 1};
    private static final int CHECKSUM_BYTES = 8;
    private static final int BUFFER_BYTES = 1 << 16;

    private SnapshotFile() {}

    /** Writes under another name, has it on disk, and only then gives it its name. */
    static void write(Path folder, String name, Machine.Snapshot snapshot) throws IOException {
        Path temporary = folder.resolve(name + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            CRC32C checksum = new CRC32C();
            OutputStream disk = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            OutputStream checked = new CheckedOutputStream(disk, checksum);
            checked.write(HEAD);
            snapshot.write(checked);
            checked.flush();
            DataOutputStream end = new DataOutputStream(disk);
            end.writeLong(checksum.getValue());
            end.flush();
            channel.force(true);
        } catch (IOException | RuntimeException fault) {
            Files.deleteIfExists(temporary);
            throw fault;
        }
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** Has the names in a folder on disk. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Reads the whole file once.
     *
     * @throws IOException when it is not what was written, with the reason
     */
    static void verify(Path file) throws IOException {
        long size = Files.size(file);
        if (size < HEAD.length + CHECKSUM_BYTES) {
            throw new IOException("snapshot " + file + " has only " + size + " bytes");
        }
        CRC32C checksum = new CRC32C();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = size - CHECKSUM_BYTES; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException("snapshot " + file + " ended early");
                }
                checksum.update(buffer, 0, read);
                left -= read;
            }
            if (in.readLong() != checksum.getValue()) {
                throw new IOException("snapshot " + file + " is damaged: its checksum does not fit");
            }
        }
    }

    /** What the machine wrote. */
    static InputStream open(Path file) throws IOException {
        long size = Files.size(file) - HEAD.length - CHECKSUM_BYTES;
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            if (!java.util.Arrays.equals(in.readNBytes(HEAD.length), HEAD)) {
                throw new IOException("snapshot " + file + " was not written by this program, or by a newer one");
            }
        } catch (IOException fault) {
            in.close();
            throw fault;
        }
        return new Bounded(in, size);
    }

    private static final class Bounded extends FilterInputStream {
        private long left;

        private Bounded(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(left, count));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
