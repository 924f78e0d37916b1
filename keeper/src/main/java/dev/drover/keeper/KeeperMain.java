package dev.drover.keeper;

import dev.drover.keeper.process.NativeKill;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The keeper as a process of its own. Agents start it; see {@link KeeperProcessHost}. */
public final class KeeperMain {
    /** How long a keeper waits for an agent when it has no tasks. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;

    private KeeperMain() {}

    /** Takes the keeper's folder. */
    public static void main(String[] args) throws IOException, InterruptedException {
        NativeKill.ignore(SIGHUP);
        NativeKill.ignore(SIGINT);
        run(Path.of(args[0]), IDLE);
        System.exit(0);
    }

    /** Is a keeper until it is told to leave; returns at once when the folder has another one. */
    static void run(Path path, Duration idle) throws IOException, InterruptedException {
        KeeperFolder folder = KeeperFolder.make(path);
        try (FileChannel file = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                System.getLogger(KeeperMain.class.getName()).log(Level.INFO, "{0} has a keeper already", folder.path());
                return;
            }
            try (Keeper keeper = Keeper.start(folder)) {
                keeper.awaitEnd(idle);
            }
        }
    }
}
