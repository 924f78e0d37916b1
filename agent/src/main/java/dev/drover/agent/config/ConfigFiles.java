package dev.drover.agent.config;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads configuration files: HCL, or JSON when the name ends in {@code .json}; of a folder all such files in the order of their names. */
public final class ConfigFiles {
    private ConfigFiles() {}

    /**
     * The merged settings of files and folders; later ones win.
     *
     * @throws ConfigException when one cannot be read or has a fault, with the place
     */
    public static Settings read(List<String> paths) {
        KnownKeys known = KnownKeys.load();
        Settings all = new Settings();
        for (String path : paths) {
            for (Path file : files(Path.of(path))) {
                all.merge(readFile(file, known));
            }
        }
        return all;
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".hcl") || file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new ConfigException("cannot list " + path + ": " + fault.getMessage());
        }
    }

    private static Settings readFile(Path file, KnownKeys known) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException fault) {
            throw new ConfigException("cannot read configuration file " + file + ": " + reason(fault));
        }
        Settings settings = new Settings();
        if (file.toString().endsWith(".json")) {
            try {
                new JsonConfig(JsonPlaces.find(file.toString(), text), known, settings)
                        .read(Json.readObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            } catch (WireException fault) {
                throw new ConfigException(file + ": " + fault.getMessage());
            }
        } else {
            HclConfig.read(file.toString(), text, known, settings);
        }
        return settings;
    }

    private static String reason(IOException fault) {
        return fault instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(fault.getMessage());
    }
}
