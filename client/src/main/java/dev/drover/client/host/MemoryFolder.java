package dev.drover.client.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Folders whose files are in memory and never on a disk: {@code tmpfs} of Linux, of a limited size, without programs and devices. Needs
 * root; elsewhere a folder stays the plain one that it is, which is logged once.
 */
public final class MemoryFolder {
    private static final System.Logger LOGGER = System.getLogger(MemoryFolder.class.getName());

    private static final boolean POSSIBLE =
            System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private MemoryFolder() {}

    /** Linked when it is first needed, which on other systems is never. */
    private static final class Calls {
        private static final long NO_SETUID_DEVICES_PROGRAMS = 2 | 4 | 8;
        private static final int DETACH_NO_LINK = 2 | 8;

        @SuppressWarnings("restricted") // native access is what this class is for; the launcher enables it
        private static final MethodHandle MOUNT = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("mount"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS));

        @SuppressWarnings("restricted") // as above
        private static final MethodHandle UNMOUNT = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("umount2"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

        static boolean mount(Path folder, String options) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment type = arena.allocateFrom("tmpfs");
                return (int) MOUNT.invokeExact(
                                type,
                                arena.allocateFrom(folder.toString()),
                                type,
                                NO_SETUID_DEVICES_PROGRAMS,
                                arena.allocateFrom(options))
                        == 0;
            } catch (RuntimeException | Error fault) {
                throw fault;
            } catch (Throwable fault) {
                throw new IllegalStateException("mount(2) cannot be called", fault);
            }
        }

        static boolean unmount(Path folder) {
            try (Arena arena = Arena.ofConfined()) {
                return (int) UNMOUNT.invokeExact(arena.allocateFrom(folder.toString()), DETACH_NO_LINK) == 0;
            } catch (RuntimeException | Error fault) {
                throw fault;
            } catch (Throwable fault) {
                throw new IllegalStateException("umount2(2) cannot be called", fault);
            }
        }
    }

    /**
     * Puts an existing, empty folder into memory; one that is there already stays.
     *
     * @param mode its permissions
     */
    public static void make(Path folder, long bytes, int mode) throws IOException {
        if (!POSSIBLE) {
            tell("the agent is not root, so secrets of tasks are files on its disk");
            return;
        }
        if (isMade(folder)) {
            return;
        }
        String options = "size=" + bytes + ",mode=" + Integer.toOctalString(mode);
        // Kernels before 6.4 do not know how to keep it out of the swap.
        if (!Calls.mount(folder, options + ",noswap") && !Calls.mount(folder, options)) {
            tell("this machine mounts no tmpfs, so secrets of tasks are files on its disk");
        }
    }

    private static void tell(String fallback) {
        if (TOLD.compareAndSet(false, true)) {
            LOGGER.log(Level.INFO, fallback);
        }
    }

    /** Whether a folder is the top of a file system of its own. */
    public static boolean isMade(Path folder) throws IOException {
        return POSSIBLE
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && !device(folder).equals(device(folder.toAbsolutePath().resolveSibling("")));
    }

    private static Object device(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    /** Frees the memory, with all files in it. The folder stays, and a folder that is not in memory stays as it is. */
    public static void free(Path folder) throws IOException {
        if (isMade(folder) && !Calls.unmount(folder)) {
            throw new IOException(folder + " cannot be unmounted");
        }
    }

    /** All folders below another that are in memory, without itself: an operator may have put it there. */
    public static List<Path> below(Path top) {
        if (!POSSIBLE) {
            return List.of();
        }
        // Source, folder, type; blanks are octal numbers.
        return ProcFile.lines("/proc/self/mounts").stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > 2 && fields[2].equals("tmpfs"))
                .map(fields -> Path.of(fields[1].replace("\\040", " ").replace("\\134", "\\")))
                .filter(path -> path.startsWith(top) && !path.equals(top))
                .toList();
    }
}
