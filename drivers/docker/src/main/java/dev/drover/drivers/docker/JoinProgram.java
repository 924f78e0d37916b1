package dev.drover.drivers.docker;

import dev.drover.driver.DriverException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The program of a container that holds a network: it opens {@code /network}, enters the namespace that it finds there, and waits until
 * it is killed; where it cannot, it ends with status 1. Written as machine code for Linux, so that a container needs no file but this
 * one, and an agent no image but the one that it makes.
 */
final class JoinProgram {
    static final String NAME = "join";

    /** Where the namespace is mounted in the container. */
    static final String NAMESPACE = "/network";

    private static final long ADDRESS = 0x400000;
    private static final int FILE_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int TAR_BLOCK = 512;

    private JoinProgram() {}

    /** What differs between processors: the number in an ELF header, and the code, which the path follows, in hexadecimal digits. */
    private record Machine(int number, String code) {}

    private static final Machine X86_64 = new Machine(
            62,
            code(
                    "488d3d30000000", // lea rdi, path
                    "31f6", // xor esi, esi
                    "b802000000" + "0f05", // open
                    "89c7", // mov edi, eax
                    "be00000040", // mov esi, CLONE_NEWNET
                    "b834010000" + "0f05", // setns
                    "85c0", // test eax, eax
                    "7509", // jnz fail
                    "b822000000" + "0f05", // loop: pause
                    "ebf7", // jmp loop
                    "bf01000000", // fail: mov edi, 1
                    "b83c000000" + "0f05")); // exit

    private static final Machine AARCH64 = new Machine(
            183,
            code(
                    "61020010", // adr x1, path
                    "600c8092" + "020080d2", // AT_FDCWD, O_RDONLY
                    "080780d2" + "010000d4", // openat
                    "0100a852", // mov w1, CLONE_NEWNET
                    "882180d2" + "010000d4", // setns
                    "000100b5", // cbnz x0, fail
                    "000080d2" + "010080d2" + "020080d2" + "030080d2", // loop: no descriptors, no time limit
                    "280980d2" + "010000d4", // ppoll
                    "faffff17", // b loop
                    "200080d2", // fail: mov x0, 1
                    "a80b80d2" + "010000d4")); // exit

    private static String code(String... instructions) {
        return String.join("", instructions);
    }

    /**
     * A tar archive with the program, as engines take it for the files of an image or of a container.
     *
     * @throws DriverException when there is none for this processor
     */
    static byte[] archive() throws DriverException {
        byte[] program = executable();
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        archive.writeBytes(header(program.length));
        archive.writeBytes(program);
        archive.writeBytes(new byte[TAR_BLOCK - program.length % TAR_BLOCK]);
        // Two empty blocks are the end.
        archive.writeBytes(new byte[2 * TAR_BLOCK]);
        return archive.toByteArray();
    }

    static byte[] executable() throws DriverException {
        String processor = System.getProperty("os.arch");
        Machine machine = switch (processor) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw new DriverException("containers cannot share the network of their group on " + processor
                        + "; say network_mode in the task's config");
        };
        byte[] code = HexFormat.of().parseHex(machine.code());
        byte[] path = (NAMESPACE + "\0").getBytes(StandardCharsets.US_ASCII);
        int start = FILE_HEADER + PROGRAM_HEADER;
        int size = start + code.length + path.length;
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        // A 64-bit little-endian file for an executable that needs no interpreter.
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        file.putShort((short) 2).putShort((short) machine.number()).putInt(1);
        file.putLong(ADDRESS + start).putLong(FILE_HEADER).putLong(0).putInt(0);
        file.putShort((short) FILE_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 1);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        // One segment: the whole file, readable and executable.
        file.putInt(1).putInt(5);
        file.putLong(0)
                .putLong(ADDRESS)
                .putLong(ADDRESS)
                .putLong(size)
                .putLong(size)
                .putLong(0x1000);
        return file.put(code).put(path).array();
    }

    private static byte[] header(int size) {
        byte[] header = new byte[TAR_BLOCK];
        put(header, 0, NAME);
        put(header, 100, "0000755");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", size));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
