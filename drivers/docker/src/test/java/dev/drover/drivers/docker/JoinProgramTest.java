package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinProgramTest {
    @TempDir
    Path folder;

    @Test
    void without_a_namespace_the_program_ends_with_status_1() throws Exception {
        assumeTrue(Files.notExists(Path.of(JoinProgram.NAMESPACE)));
        Path program = Files.write(folder.resolve(JoinProgram.NAME), JoinProgram.executable());
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        Process process = new ProcessBuilder(program.toString()).start();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void other_programs_unpack_the_archive() throws Exception {
        Path archive = Files.write(folder.resolve("image.tar"), JoinProgram.archive());

        Process tar = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString()).start();

        assertThat(tar.waitFor()).isZero();
        Path program = folder.resolve(JoinProgram.NAME);
        assertThat(program).hasBinaryContent(JoinProgram.executable());
        assertThat(Files.isExecutable(program)).isTrue();
    }
}
