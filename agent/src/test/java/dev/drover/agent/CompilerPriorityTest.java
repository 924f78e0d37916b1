package dev.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CompilerPriorityTest {
    /** Of the fields after the name of the thread, which is in brackets. */
    private static final int NICE_FIELD = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_optimising_compiler_gives_way() throws IOException {
        CompilerPriority.lower();
        List<Integer> compilers = CompilerPriority.compilers();
        assertThat(compilers).isNotEmpty();
        for (int thread : compilers) {
            String stat = Files.readString(Path.of("/proc/self/task/" + thread + "/stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            assertThat(fields.get(NICE_FIELD)).isEqualTo("10");
        }
    }
}
