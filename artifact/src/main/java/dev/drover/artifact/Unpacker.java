package dev.drover.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Unpacks archives. */
final class Unpacker {
    private static final int MAX_LINK = 4_096;

    private final ArtifactLimits limits;

    Unpacker(ArtifactLimits limits) {
        this.limits = limits;
    }

    /** Unpacks into a folder that exists and is empty. */
    void unpack(ArchiveFormat format, Path archive, Path folder) throws IOException, ArtifactException {
        Unpacked unpacked = new Unpacked(folder, limits);
        try {
            if (format.container().equals("zip")) {
                zip(archive, unpacked);
            } else {
                tar(format, archive, unpacked);
            }
        } catch (ZipException | IllegalArgumentException fault) {
            throw ArtifactException.wrong("the archive is damaged: " + fault.getMessage());
        }
    }

    /** Unpacks a single compressed file. */
    void expand(ArchiveFormat format, Path archive, Path file) throws IOException, ArtifactException {
        try (InputStream in = format.open(archive)) {
            Download.copy(in, file, limits.unpackedBytes(), "the file that was unpacked");
        }
    }

    private static void zip(Path archive, Unpacked unpacked) throws IOException, ArtifactException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                try (InputStream content = zip.getInputStream(entry)) {
                    if (entry.isDirectory()) {
                        unpacked.folder(entry.getName());
                    } else if (entry.isUnixSymlink()) {
                        unpacked.link(
                                entry.getName(), new String(content.readNBytes(MAX_LINK), StandardCharsets.UTF_8));
                    } else {
                        unpacked.file(entry.getName(), entry.getUnixMode() & 0777, content);
                    }
                }
            }
        }
    }

    private static void tar(ArchiveFormat format, Path archive, Unpacked unpacked)
            throws IOException, ArtifactException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(format.open(archive), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    unpacked.folder(entry.getName());
                } else if (entry.isSymbolicLink()) {
                    unpacked.link(entry.getName(), entry.getLinkName());
                } else if (entry.isLink()) {
                    unpacked.hardLink(entry.getName(), entry.getLinkName());
                } else if (!isSpecial(entry)) {
                    unpacked.file(entry.getName(), entry.getMode() & 0777, tar);
                } else {
                    throw ArtifactException.wrong(
                            "\"" + entry.getName() + "\" is a device or pipe, which artifacts must not hold");
                }
            }
        }
    }

    private static boolean isSpecial(TarArchiveEntry entry) {
        return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO() || !entry.isFile();
    }
}
