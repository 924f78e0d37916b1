package dev.drover.artifact;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches artifacts into a folder that only the caller can reach, checks them there, and leaves the putting in place to the caller; so a
 * task never sees a part of an artifact, and nothing that a task put in its own folders can lead the fetching astray.
 *
 * @param localRoots folders from which {@code file://} may fetch; none unless the node's configuration says so
 * @param environment variables for git, and for the keys of S3
 * @param inspects whether links that lead out make an artifact fail
 */
public record ArtifactFetcher(
        ArtifactLimits limits,
        List<Path> localRoots,
        Map<String, String> environment,
        boolean inspects,
        InstantSource clock) {
    private static final long MAX_CHECKSUM_LIST = 1024 * 1024;

    public ArtifactFetcher {
        localRoots = List.copyOf(localRoots);
        environment = Map.copyOf(environment);
    }

    /**
     * What was fetched.
     *
     * @param tree the file or folder, inside the folder that was given
     * @param name what it is to be called below the destination; empty when it takes the destination's place
     */
    public record Fetched(Path tree, Optional<String> name) {}

    /**
     * Fetches.
     *
     * @param staging an empty folder, of which the caller takes the result and deletes the rest; after a failure it may hold anything
     * @throws ArtifactException when it cannot be fetched, or is not what was asked for
     */
    public Fetched fetch(ArtifactRequest request, Path staging) throws ArtifactException, InterruptedException {
        try {
            Source source = Source.parse(request);
            Fetched fetched = switch (source.kind()) {
                case "git" -> git(request, source, staging);
                case "file" -> local(request, source, staging);
                default -> download(request, source, staging);
            };
            if (inspects) {
                Inspection.check(fetched.tree());
            }
            return fetched;
        } catch (IOException fault) {
            String reason = fault.getMessage() == null ? fault.toString() : fault.getMessage();
            throw ArtifactException.failed(
                    "cannot fetch \"" + Source.shown(request.source()) + "\": " + Source.shown(reason));
        }
    }

    private Fetched git(ArtifactRequest request, Source source, Path staging)
            throws ArtifactException, IOException, InterruptedException {
        if (request.mode() == ArtifactRequest.Mode.FILE) {
            throw ArtifactException.wrong("a repository is no file; use the mode any or dir");
        }
        if (!source.option("checksum").isEmpty()) {
            throw ArtifactException.wrong("a repository has no checksum; use a commit as ref");
        }
        boolean local = "file".equals(source.uri().getScheme());
        if (local) {
            requireAllowed(source.uri());
        }
        Path folder = Files.createDirectory(staging.resolve("repository"));
        new GitFetch(staging, limits.gitTime(), environment, request.insecure(), local).fetch(source, folder);
        return new Fetched(part(source, folder), Optional.empty());
    }

    private Path requireAllowed(URI uri) throws ArtifactException, IOException {
        Path path = Path.of(uri.getPath());
        if (!Files.exists(path)) {
            boolean inside = localRoots.stream().anyMatch(path.normalize()::startsWith);
            throw ArtifactException.failed(inside ? "there is no file " + path : refusal(path));
        }
        Path real = path.toRealPath();
        for (Path root : localRoots) {
            if (real.startsWith(root.toRealPath())) {
                return real;
            }
        }
        throw ArtifactException.wrong(refusal(path));
    }

    private static String refusal(Path path) {
        return "the local file " + path + " must not be fetched: it is below none of the folders that this node allows";
    }

    private Fetched local(ArtifactRequest request, Source source, Path staging)
            throws ArtifactException, IOException, InterruptedException {
        Path real = requireAllowed(source.uri());
        if (Files.isDirectory(real)) {
            if (request.mode() == ArtifactRequest.Mode.FILE) {
                throw ArtifactException.wrong(real + " is a folder and no file");
            }
            Path copy = staging.resolve("copy");
            copyTree(real, copy);
            return new Fetched(part(source, copy), Optional.empty());
        }
        Path file = staging.resolve("download");
        try (var in = Files.newInputStream(real)) {
            Download.copy(in, file, limits.downloadBytes(), real.toString());
        }
        return downloaded(request, source, staging, file);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Fetched download(ArtifactRequest request, Source source, Path staging)
            throws ArtifactException, IOException, InterruptedException {
        boolean s3 = source.kind().equals("s3");
        URI address = s3 ? S3Fetch.address(source) : source.uri();
        Map<String, String> headers = s3 ? S3Fetch.headers(source, environment, clock.instant()) : request.headers();
        Path file = staging.resolve("download");
        new HttpFetch(s3 ? limits.s3Time() : limits.httpTime(), limits.downloadBytes(), request.insecure())
                .fetch(address, headers, file);
        return downloaded(request, source, staging, file);
    }

    private Fetched downloaded(ArtifactRequest request, Source source, Path staging, Path file)
            throws ArtifactException, IOException, InterruptedException {
        check(request, source, staging, file);
        Optional<ArchiveFormat> format = format(request, source);
        if (format.isPresent() && format.get().isFolder()) {
            Path folder = Files.createDirectory(staging.resolve("unpacked"));
            new Unpacker(limits).unpack(format.get(), file, folder);
            if (request.mode() == ArtifactRequest.Mode.FILE) {
                return onlyFile(part(source, folder));
            }
            return new Fetched(part(source, folder), Optional.empty());
        }
        if (request.mode() == ArtifactRequest.Mode.DIR) {
            throw ArtifactException.wrong("\"" + source + "\" is a file and no folder; use the mode any or file");
        }
        Path result = file;
        if (format.isPresent()) {
            result = staging.resolve("expanded");
            new Unpacker(limits).expand(format.get(), file, result);
        }
        boolean named = request.mode() == ArtifactRequest.Mode.FILE;
        Optional<String> name = named ? Optional.empty() : Optional.of(name(source, format));
        return new Fetched(result, name);
    }

    private static String name(Source source, Optional<ArchiveFormat> format) throws ArtifactException {
        String name = source.fileName();
        return source.option("filename").isEmpty() && format.isPresent()
                ? format.get().unpackedName(name)
                : name;
    }

    /** An archive in the place of a file must hold exactly one. */
    private static Fetched onlyFile(Path folder) throws ArtifactException, IOException {
        try (var files = Files.list(folder)) {
            List<Path> all = files.limit(2).toList();
            if (all.size() == 1 && Files.isRegularFile(all.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
                return new Fetched(all.getFirst(), Optional.empty());
            }
        }
        throw ArtifactException.wrong("the archive does not hold exactly one file; use the mode any or dir");
    }

    private static Optional<ArchiveFormat> format(ArtifactRequest request, Source source) throws ArtifactException {
        String wanted = source.option("archive");
        if (wanted.equals("false") || wanted.equals("0")) {
            return Optional.empty();
        }
        if (!wanted.isEmpty() && !wanted.equals("true")) {
            return Optional.of(ArchiveFormat.named(wanted));
        }
        String path = source.uri().getPath() == null ? "" : source.uri().getPath();
        return request.mode() == ArtifactRequest.Mode.FILE
                ? ArchiveFormat.ofName(path).filter(format -> !format.isFolder())
                : ArchiveFormat.ofName(path);
    }

    private void check(ArtifactRequest request, Source source, Path staging, Path file)
            throws ArtifactException, IOException, InterruptedException {
        String wanted = source.option("checksum");
        if (wanted.isEmpty()) {
            return;
        }
        Checksum checksum = wanted.startsWith("file:")
                ? Checksum.inList(list(request, source, staging, wanted.substring("file:".length())), source.fileName())
                : Checksum.parse(wanted);
        checksum.check(file, source.toString());
    }

    private String list(ArtifactRequest request, Source source, Path staging, String address)
            throws ArtifactException, IOException, InterruptedException {
        if (!address.startsWith("http://") && !address.startsWith("https://")) {
            throw ArtifactException.wrong("a list of checksums is fetched over http or https");
        }
        Path file = staging.resolve("checksums");
        URI uri = URI.create(address);
        boolean sameHost = String.valueOf(uri.getHost()).equals(source.uri().getHost());
        new HttpFetch(limits.httpTime(), MAX_CHECKSUM_LIST, request.insecure())
                .fetch(uri, sameHost ? request.headers() : Map.of(), file);
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static Path part(Source source, Path folder) throws ArtifactException {
        Path part = folder.resolve(source.folder()).normalize();
        if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS) || !part.startsWith(folder)) {
            throw ArtifactException.wrong("the artifact has no folder \"" + source.folder() + "\"");
        }
        if (!part.equals(folder) && Files.isSymbolicLink(part)) {
            throw ArtifactException.wrong("the folder \"" + source.folder() + "\" is a link");
        }
        return part;
    }
}
