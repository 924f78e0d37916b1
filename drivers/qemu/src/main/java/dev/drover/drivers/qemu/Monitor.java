package dev.drover.drivers.qemu;

import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The emulator's monitor, a socket in the task's folder that takes commands as a person would type them. */
final class Monitor {
    /** What a Unix socket's address may be long, without the zero at its end. */
    private static final int LONGEST_ADDRESS = 107;

    private Monitor() {}

    static Path socket(TaskLaunch launch) throws DriverException {
        return usable(launch.directories().task().resolve("qemu-monitor.sock"));
    }

    static Path usable(Path socket) throws DriverException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_ADDRESS) {
            throw new DriverException("the path of the emulator's socket, " + socket + ", is longer than the "
                    + LONGEST_ADDRESS + " bytes that a socket may have; a shorter alloc_dir or task name helps");
        }
        return socket;
    }

    /** Presses the machine's power button. */
    static void powerDown(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer command = ByteBuffer.wrap("system_powerdown\n".getBytes(StandardCharsets.US_ASCII));
            while (command.hasRemaining()) {
                channel.write(command);
            }
            // The monitor takes no command from somebody who has left: wait until it has echoed this one.
            ByteBuffer echo = ByteBuffer.allocate(4096);
            StringBuilder heard = new StringBuilder();
            while (heard.indexOf("\n(qemu)") < 0 && channel.read(echo) >= 0) {
                heard.append(StandardCharsets.US_ASCII.decode(echo.flip()));
                echo.clear();
            }
        }
    }
}
