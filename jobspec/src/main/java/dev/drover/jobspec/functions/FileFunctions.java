package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Functions that look at the file system, where relative paths start from the folder of the job file. */
final class FileFunctions {
    /** Larger files do not belong into a job. */
    static final int MAX_FILE_BYTES = 1 << 20;

    private static final int MAX_VISITED = 100_000;
    private static final int MAX_DEPTH = 100;

    private static final List<String> NAMES =
            List.of("abspath", "basename", "dirname", "file", "filebase64", "fileexists", "fileset", "pathexpand");

    private final Path base;

    FileFunctions(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    void define(Catalog catalog) {
        catalog.define("abspath(path)", a -> Value.of(resolve(a, a.text(0)).toString()));
        catalog.define("pathexpand(path)", a -> Value.of(expand(a.text(0))));
        catalog.define("basename(path)", a -> Value.of(baseName(a)));
        catalog.define("dirname(path)", a -> Value.of(directoryName(a)));
        catalog.define("file(path)", this::file);
        catalog.define("filebase64(path)", a -> Value.of(EncodingFunctions.base64(read(a))));
        catalog.define("fileexists(path)", this::exists);
        catalog.define("fileset(path, pattern)", this::fileSet);
    }

    /** Defines the same functions so that each call is refused, for places that must not show their files to strangers. */
    static void refuse(Catalog catalog) {
        for (String name : NAMES) {
            catalog.define(name + "(path, rest...)", arguments -> {
                throw new FunctionException(
                        name
                                + " looks at the file system, which a server does not do for job files; parse the file on your own machine, as \"job run\" does, or put the content into a variable.");
            });
        }
    }

    private static String expand(String path) {
        boolean home = path.equals("~") || path.startsWith("~/");
        return home ? System.getProperty("user.home", "") + path.substring(1) : path;
    }

    private Path resolve(Arguments arguments, String path) {
        return base.resolve(parse(arguments, expand(path))).normalize();
    }

    private static Path parse(Arguments arguments, String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException fault) {
            throw arguments.fault(0, "is no path: " + fault.getReason());
        }
    }

    private static String baseName(Arguments arguments) {
        Path path = parse(arguments, arguments.text(0));
        Path last = path.getFileName();
        if (last == null) {
            return "/";
        }
        return last.toString().isEmpty() ? "." : last.toString();
    }

    private static String directoryName(Arguments arguments) {
        String text = arguments.text(0);
        Path path = parse(arguments, text);
        Path parent = text.endsWith("/") ? path : path.getParent();
        String name = parent == null ? "" : parent.normalize().toString();
        return name.isEmpty() ? path.isAbsolute() ? "/" : "." : name;
    }

    private Value file(Arguments arguments) {
        return Value.of(EncodingFunctions.utf8(read(arguments))
                .orElseThrow(
                        () -> arguments.fault(0, "names a file that is not UTF-8 text; filebase64 reads any file")));
    }

    private byte[] read(Arguments arguments) {
        Path path = resolve(arguments, arguments.text(0));
        if (!Files.isRegularFile(path)) {
            String why = Files.exists(path) ? "is no regular file" : "does not exist";
            throw arguments.fault(
                    0, "names " + path + ", which " + why + "; relative paths start from the job file's folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw arguments.fault(0, "names " + path + ", which is larger than " + MAX_FILE_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException fault) {
            throw arguments.fault(0, "names " + path + ", which cannot be read: " + fault.getMessage());
        }
    }

    private Value exists(Arguments arguments) {
        Path path = resolve(arguments, arguments.text(0));
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw arguments.fault(0, "names " + path + ", which is no regular file");
        }
        return Value.of(Files.exists(path));
    }

    private Value fileSet(Arguments arguments) {
        Path start = resolve(arguments, arguments.text(0));
        PathGlob glob = PathGlob.parse(arguments.text(1))
                .orElseThrow(() -> arguments.fault(1, "has a bracket or brace that is never closed"));
        if (!Files.isDirectory(start)) {
            throw arguments.fault(0, "names " + start + ", which is no folder");
        }
        try (Stream<Path> walk = Files.walk(start, MAX_DEPTH)) {
            List<Path> visited = walk.limit(MAX_VISITED + 1L).toList();
            if (visited.size() > MAX_VISITED) {
                throw arguments.fault(0, "names a folder with more than " + MAX_VISITED + " files");
            }
            return Value.of(visited.stream()
                    .filter(Files::isRegularFile)
                    .map(path -> start.relativize(path).toString().replace('\\', '/'))
                    .filter(glob::matches)
                    .sorted(Texts.ORDER)
                    .map(Value::of)
                    .toList());
        } catch (IOException | UncheckedIOException fault) {
            throw arguments.fault(0, "names " + start + ", which cannot be read: " + fault.getMessage());
        }
    }
}
