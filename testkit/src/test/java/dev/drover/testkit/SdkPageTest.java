package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.sdk.DroverClient;
import dev.drover.sdk.Query;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/sdk.md as a program: its imports, and each other block {@code java} as statements that know a {@code client}. */
@DroverCluster
class SdkPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Path PAGE =
            Path.of(System.getProperty("drover.root", "..")).resolve("docs/sdk.md");

    @TempDir
    Path folder;

    @Test
    void the_examples_of_the_page_compile_and_run(DroverClient client) throws Exception {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(blocks.getFirst().lines()).allMatch(line -> line.startsWith("import "));

        run(
                blocks.getFirst()
                        + "public class Page { public static void run(DroverClient client) throws Exception {\n"
                        + blocks.stream().skip(1).collect(Collectors.joining("}\n{", "{", "}"))
                        + "}}",
                client);

        assertThat(client.jobs().list(Query.NONE).value())
                .anyMatch(job -> job.id().startsWith("upper/dispatch-"));
    }

    private void run(String program, DroverClient client) throws Exception {
        Path source = Files.writeString(folder.resolve("Page.java"), program);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter faults = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            faults,
                            files,
                            null,
                            List.of("-classpath", System.getProperty("java.class.path"), "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(faults.toString()).isTrue();
        }
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass("Page").getMethod("run", DroverClient.class).invoke(null, client);
        }
    }
}
