package dev.drover.jobspec.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.jobspec.functions.Functions;
import dev.drover.jobspec.hcl.EvalSettings;
import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.Hcl;
import dev.drover.jobspec.hcl.Parsed;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.jobspec.hcl.VariableInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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

    @Test
    void the_kitchen_sink_has_every_block() throws IOException {
        Path file = Path.of(System.getProperty("drover.root", "..")).resolve("examples/kitchen-sink.nomad.hcl");
        Parsed parsed = Hcl.parse(new SourceFile("kitchen-sink", Files.readString(file)));
        EvaluatedBody body = Hcl.evaluate(
                        parsed.body(), VariableInputs.none(), new EvalSettings(Functions.pure(), true))
                .body();
        Set<String> written = new HashSet<>();
        collect(body, written);
        Set<String> known = new HashSet<>();
        collect(JobDecoder.schema(), known);
        known.remove("reserved_ports"); // what a port with a number becomes; nobody writes it
        assertThat(written).containsAll(known);
    }

    private static void collect(EvaluatedBody body, Set<String> types) {
        for (EvaluatedBody.Block block : body.blocks()) {
            types.add(block.type());
            collect(block.body(), types);
        }
    }

    private static void collect(Schema<?, ?> schema, Set<String> types) {
        for (String name : schema.names()) {
            Optional<Schema<?, ?>> inner = schema.block(name);
            if (inner.isPresent() || schema.isMap(name)) {
                types.add(name);
            }
            inner.ifPresent(block -> collect(block, types));
        }
    }
}
