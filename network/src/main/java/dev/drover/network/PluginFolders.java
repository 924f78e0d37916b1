package dev.drover.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders with CNI plugins, which are programs named by their type. */
record PluginFolders(List<Path> folders) {
    private static final System.Logger LOGGER = System.getLogger(PluginFolders.class.getName());
    private static final int MOST_PLUGINS = 100;
    private static final Pattern VERSION = Pattern.compile("plugin v?(\\d+\\.\\d+\\.\\d+\\S*)");
    private static final Pattern PROTOCOLS = Pattern.compile("versions supported: (.*)");

    Path find(String type) throws NetworkException {
        if (!type.matches("[A-Za-z0-9._-]+")) {
            throw new NetworkException("\"" + type + "\" is no name of a CNI plugin");
        }
        return folders.stream()
                .map(folder -> folder.resolve(type))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new NetworkException("the CNI plugin \"" + type + "\" is in none of " + joined()
                        + "; install it there, or name its folder in client.cni_path"));
    }

    String joined() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /** The versions of all plugins by their types; all are asked at the same time. */
    Map<String, String> versions() throws InterruptedException {
        Map<String, Path> programs = new TreeMap<>();
        for (Path folder : folders) {
            programs(folder)
                    .forEach(program ->
                            programs.putIfAbsent(program.getFileName().toString(), program));
        }
        Map<String, String> versions = new ConcurrentSkipListMap<>();
        List<Thread> questions = new ArrayList<>();
        programs.forEach((type, program) -> questions.add(Thread.ofVirtual()
                .name("plugin-version")
                .start(() -> version(program).ifPresent(version -> versions.put(type, version)))));
        for (Thread question : questions) {
            question.join();
        }
        return versions;
    }

    private static List<Path> programs(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .sorted(Comparator.naturalOrder())
                    .limit(MOST_PLUGINS)
                    .toList();
        } catch (IOException unreadable) {
            LOGGER.log(System.Logger.Level.WARNING, "CNI plugins in {0} cannot be listed: {1}", folder, unreadable);
            return List.of();
        }
    }

    /** A plugin that was built without a version, as those of Debian, is told by the newest protocol that it speaks. */
    private static Optional<String> version(Path program) {
        try {
            Program.Outcome outcome = Program.run(List.of(program.toString(), "--version"), Map.of(), new byte[0]);
            String said = outcome.output() + outcome.errors();
            Matcher version = VERSION.matcher(said);
            if (version.find()) {
                return Optional.of(version.group(1));
            }
            Matcher protocols = PROTOCOLS.matcher(said);
            return protocols.find()
                    ? Optional.of(protocols.group(1).replaceFirst(".*,\\s*", "").strip())
                    : Optional.empty();
        } catch (NetworkException silent) {
            LOGGER.log(System.Logger.Level.WARNING, "{0}", silent.getMessage());
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
