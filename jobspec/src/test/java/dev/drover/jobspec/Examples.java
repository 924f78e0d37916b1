package dev.drover.jobspec;

import dev.drover.jobspec.hcl.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The job files at the root of the repository. */
final class Examples {
    private static final Path FOLDER =
            Path.of(System.getProperty("drover.root", "..")).resolve("examples");

    private Examples() {}

    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".nomad.hcl"))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static SourceFile source(String name) {
        try {
            return new SourceFile(Path.of(name).getFileName().toString(), Files.readString(FOLDER.resolve(name)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** With the values that the comments at the top of the files ask for. */
    static JobFile parse(String name) {
        List<String> variables = name.equals("service.nomad.hcl") ? List.of("java_home=/usr/lib/jvm/jdk") : List.of();
        List<SourceFile> files = name.equals("variables.nomad.hcl") ? List.of(source("variables.vars.hcl")) : List.of();
        return JobFiles.parse(source(name), new JobFileOptions(variables, files, Map.of(), Optional.of(FOLDER), true));
    }
}
