package dev.drover.jobspec.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Proves that every parameter of the compatible job file has its place in a schema. */
final class SchemaCoverageTest {
    private static final Set<String> LANGUAGE = Set.of("variable", "locals", "dynamic");

    @Test
    void every_block_and_parameter_of_the_reference_is_known() throws IOException {
        Path table = Path.of(System.getProperty(
                        "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"))
                .resolve("jobspec.tsv");
        assumeTrue(Files.exists(table));
        List<String> unknown = new ArrayList<>();
        for (String line :
                Files.readAllLines(table).subList(1, Files.readAllLines(table).size())) {
            String[] fields = line.split("\t", -1);
            if (!LANGUAGE.contains(fields[0].split("\\.", -1)[0]) && !isKnown(fields[0], fields[1], fields[2])) {
                unknown.add(fields[0] + " " + fields[1]);
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean isKnown(String path, String parameter, String type) {
        Schema<?, ?> schema = JobDecoder.schema();
        for (String name : path.split("\\.", -1)) {
            Optional<Schema<?, ?>> inner = schema.block(name);
            if (inner.isEmpty()) {
                return schema.isMap(name);
            }
            schema = inner.get();
        }
        boolean isLabel = parameter.equals("<label>") || type.equals("label string");
        return parameter.equals("*")
                || (isLabel ? schema.labelName().isPresent() : schema.names().contains(parameter));
    }
}
