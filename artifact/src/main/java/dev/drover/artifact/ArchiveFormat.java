package dev.drover.artifact;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A kind of archive.
 *
 * @param suffix how names of such files end
 * @param container {@code tar}, {@code zip}, or empty for a single file
 */
record ArchiveFormat(String suffix, String container, String compression) {
    /** Longer ones first, so that {@code .tar.gz} is not taken for {@code .gz}. */
    private static final List<ArchiveFormat> FORMATS = List.of(
            new ArchiveFormat("tar.gz", "tar", "gz"),
            new ArchiveFormat("tgz", "tar", "gz"),
            new ArchiveFormat("tar.bz2", "tar", "bz2"),
            new ArchiveFormat("tbz2", "tar", "bz2"),
            new ArchiveFormat("tar.xz", "tar", "xz"),
            new ArchiveFormat("txz", "tar", "xz"),
            new ArchiveFormat("tar.zst", "tar", "zst"),
            new ArchiveFormat("tzst", "tar", "zst"),
            new ArchiveFormat("tar", "tar", ""),
            new ArchiveFormat("zip", "zip", ""),
            new ArchiveFormat("gz", "", "gz"),
            new ArchiveFormat("bz2", "", "bz2"),
            new ArchiveFormat("xz", "", "xz"),
            new ArchiveFormat("zst", "", "zst"));

    /** An archive that needs more memory than this to be unpacked is refused. */
    private static final int MAX_XZ_KIBIBYTES = 256 * 1024;

    private static final int MAX_ZSTD_WINDOW_LOG = 27;

    static Optional<ArchiveFormat> ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FORMATS.stream()
                .filter(format -> lower.endsWith("." + format.suffix))
                .findFirst();
    }

    /** By the name of a format, with or without a dot. */
    static ArchiveFormat named(String name) throws ArtifactException {
        String wanted = name.startsWith(".") ? name.substring(1) : name;
        return FORMATS.stream()
                .filter(format -> format.suffix.equals(wanted))
                .findFirst()
                .orElseThrow(() -> ArtifactException.wrong("\"" + name + "\" is no known kind of archive; known are "
                        + FORMATS.stream().map(ArchiveFormat::suffix).toList()));
    }

    boolean isFolder() {
        return !container.isEmpty();
    }

    /** The name of a file without what says that it is compressed. */
    String unpackedName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("." + suffix)
                ? name.substring(0, name.length() - suffix.length() - 1)
                : name;
    }

    InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            return switch (compression) {
                case "gz" -> new GZIPInputStream(in);
                case "bz2" -> new BZip2CompressorInputStream(in, true);
                case "xz" -> new XZInputStream(in, MAX_XZ_KIBIBYTES);
                case "zst" -> new ZstdInputStream(in).setLongMax(MAX_ZSTD_WINDOW_LOG);
                default -> in;
            };
        } catch (IOException fault) {
            in.close();
            throw fault;
        }
    }
}
