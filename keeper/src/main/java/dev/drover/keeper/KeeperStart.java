package dev.drover.keeper;

import dev.drover.driver.RotatingLog;
import dev.drover.keeper.process.DetachedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a keeper in a session of its own, so that nothing that ends the agent or its terminal reaches it. It is the same program with
 * the jars that it needs and a small heap.
 */
final class KeeperStart {
    private static final List<String> FLAGS = List.of(
            "-Xmx256m",
            "-Xms2m",
            "-Xmn1m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CICompilerCount=1",
            "-XX:ReservedCodeCacheSize=8m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private KeeperStart() {}

    /** Returns at once; the keeper listens a moment later, or has ended and left a reason in its log. */
    static DetachedProcess begin(KeeperFolder folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-cp", classPath(), KeeperMain.class.getName(), folder.path().toString()));
        return DetachedProcess.start(
                command,
                Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                Path.of("/"),
                folder.log());
    }

    /** The jars of the keeper and of the driver contract: nothing else is loaded, so nothing else is looked through. */
    private static String classPath() {
        return Stream.of(KeeperMain.class, RotatingLog.class)
                .map(each -> Path.of(each.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
