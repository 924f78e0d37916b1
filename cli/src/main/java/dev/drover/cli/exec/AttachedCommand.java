package dev.drover.cli.exec;

import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/** Connects this process with a command in a task: what comes in goes there, what it writes comes out here, and its exit code is ours. */
public final class AttachedCommand {
    private static final int PIECE_BYTES = 16 * 1024;

    /** The exit code when somebody hangs up; that of the command is not known. */
    private static final int HUNG_UP = 1;

    private final Context context;
    private final ExecFlags flags;

    public AttachedCommand(Context context, ExecFlags flags) {
        this.context = context;
        this.flags = flags;
    }

    /** Starts the command, with a terminal or without. */
    public interface Start {
        ExecSession start(boolean terminal);
    }

    /** Runs it to its end. */
    public int run(String whenItFails, Start start) throws UsageException {
        Optional<Character> escape = flags.escape();
        Optional<LocalTerminal> local = LocalTerminal.find();
        boolean terminal = flags.terminal(local.isPresent() && flags.input());
        return context.ask(whenItFails, () -> {
            try (ExecSession session = start.start(terminal)) {
                EscapeFilter filter = new EscapeFilter(terminal ? escape : Optional.empty());
                return terminal && local.isPresent()
                        ? attachTerminal(session, local.get(), filter)
                        : attach(session, filter);
            }
        });
    }

    private int attachTerminal(ExecSession session, LocalTerminal local, EscapeFilter filter) {
        Runnable tellSize = () -> local.size().ifPresent(size -> {
            try {
                session.resize(size.rows(), size.columns());
            } catch (IOException gone) {
                // The end of the session tells why.
                return;
            }
        });
        tellSize.run();
        LocalTerminal.onResize(tellSize);
        if (!flags.input()) {
            return attach(session, filter);
        }
        try (local) {
            local.makeRaw();
            return attach(session, filter);
        }
    }

    private int attach(ExecSession session, EscapeFilter filter) {
        Thread out = copy(session.stdout(), context.io().out());
        Thread err = copy(session.stderr(), context.io().err());
        Thread.ofVirtual().name("exec-input").start(() -> input(session, filter));
        try {
            int exitCode = session.await();
            out.join();
            err.join();
            return exitCode;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return HUNG_UP;
        } catch (RuntimeException fault) {
            if (filter.isHungUp()) {
                return HUNG_UP;
            }
            throw fault;
        }
    }

    private static Thread copy(InputStream from, PrintStream to) {
        return Thread.ofVirtual().name("exec-output").start(() -> {
            byte[] piece = new byte[PIECE_BYTES];
            try {
                for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                    to.write(piece, 0, count);
                    to.flush();
                }
            } catch (IOException gone) {
                // The end of the session tells why.
                return;
            }
        });
    }

    private void input(ExecSession session, EscapeFilter filter) {
        try {
            if (flags.input()) {
                pass(session, filter);
            }
            if (filter.isHungUp()) {
                session.close();
            } else {
                session.stdin().close();
            }
        } catch (IOException gone) {
            // The end of the session tells why.
            return;
        }
    }

    private void pass(ExecSession session, EscapeFilter filter) throws IOException {
        InputStream in = context.io().in();
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = in.read(piece); count >= 0 && !filter.isHungUp(); count = in.read(piece)) {
            session.stdin().write(filter.pass(piece, count));
            if (filter.isHungUp()) {
                return;
            }
        }
    }
}
