package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.model.ReferenceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The records against the table of the compatible wire, where the machine has it. */
class ModelTableTest {
    private static final Path TABLE = ReferenceTables.path("models.tsv");

    /** Fields of the table that no server answers, and one that a reader matches without regard to case. */
    private static final Set<String> LEFT_OUT = Set.of(
            "Allocation.Services",
            "Node.Resources",
            "Node.Reserved",
            "TaskEvent.DiskSize",
            "JobUILink.URL",
            "Events.Err",
            "LeadershipTransferResponse.Err");

    @Test
    void every_field_of_the_table_has_a_component_in_its_record() throws IOException {
        assumeTrue(Files.exists(TABLE), "the table is not on this machine");
        Set<String> components = Records.all()
                .flatMap(type -> Records.wireNames(type).stream().map(name -> type.getSimpleName() + "." + name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> records = Records.all().map(Class::getSimpleName).collect(Collectors.toSet());
        List<String> missing = Files.readAllLines(TABLE).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(row -> records.contains(row[0]) && !row[1].isEmpty())
                .map(row -> row[0] + "." + row[1])
                .filter(field -> !components.contains(field) && !LEFT_OUT.contains(field))
                .toList();
        assertThat(missing).isEmpty();
    }
}
