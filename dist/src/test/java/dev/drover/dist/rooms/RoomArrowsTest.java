package dev.drover.dist.rooms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture of ARCHITECTURE.md as a table. Whoever adds a room adds its line here and there. */
class RoomArrowsTest {
    private static final Rooms ROOMS = new Rooms(
            "dev.drover",
            Map.ofEntries(
                    Map.entry("model", Set.of()),
                    Map.entry("jobspec", Set.of("model")),
                    Map.entry("template", Set.of()),
                    Map.entry("artifact", Set.of()),
                    Map.entry("state", Set.of("model")),
                    Map.entry("scheduler", Set.of("model", "state")),
                    Map.entry("sdk", Set.of("model")),
                    Map.entry("rpc", Set.of("model")),
                    Map.entry("raft", Set.of()),
                    Map.entry("gossip", Set.of()),
                    Map.entry("server", Set.of("model", "state", "scheduler", "rpc", "raft", "gossip")),
                    Map.entry("driver", Set.of("model")),
                    Map.entry("drivers.rawexec", Set.of("model", "driver")),
                    Map.entry("drivers.mock", Set.of("model", "driver")),
                    Map.entry("drivers.engine", Set.of("model", "driver")),
                    Map.entry("drivers.docker", Set.of("model", "driver", "drivers.engine")),
                    Map.entry("drivers.podman", Set.of("model", "driver", "drivers.engine")),
                    Map.entry("drivers.qemu", Set.of("model", "driver")),
                    Map.entry("drivers.lxc", Set.of("model", "driver")),
                    Map.entry("drivers.isolated", Set.of("model", "driver")),
                    Map.entry("drivers.exec", Set.of("model", "driver", "drivers.isolated")),
                    Map.entry("drivers.java", Set.of("model", "driver", "drivers.isolated")),
                    Map.entry("keeper", Set.of("driver")),
                    Map.entry("network", Set.of("model", "driver")),
                    Map.entry("client", Set.of("model", "driver", "rpc", "network", "template", "artifact")),
                    Map.entry(
                            "agent",
                            Set.of(
                                    "model",
                                    "jobspec",
                                    "state",
                                    "scheduler",
                                    "rpc",
                                    "gossip",
                                    "server",
                                    "raft",
                                    "driver",
                                    "drivers.rawexec",
                                    "drivers.mock",
                                    "drivers.docker",
                                    "drivers.podman",
                                    "drivers.qemu",
                                    "drivers.lxc",
                                    "drivers.isolated",
                                    "drivers.exec",
                                    "drivers.java",
                                    "keeper",
                                    "network",
                                    "template",
                                    "artifact",
                                    "client")),
                    Map.entry("sim", Set.of("model", "jobspec", "state", "scheduler", "rpc", "client")),
                    Map.entry("testkit", Set.of("model", "agent", "sdk")),
                    Map.entry("cli", Set.of("model", "sdk", "jobspec", "template")),
                    Map.entry("dist", Set.of("model", "state", "scheduler", "agent", "cli", "sdk", "sim"))));

    private static final JavaClasses DROVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.drover");

    private static final Path ROOT = Path.of(System.getProperty("drover.root", ".."));

    @Test
    void every_dependency_between_rooms_follows_an_arrow() {
        assertThat(DROVER).isNotEmpty();
        assertThat(ROOMS.faults(DROVER)).isEmpty();
    }

    @Test
    void every_module_holds_one_room_of_the_table() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        for (String module : Pattern.compile("<module>(.+?)</module>")
                .matcher(parent)
                .results()
                .map(match -> match.group(1))
                .toList()) {
            List<String> packages = packages(ROOT.resolve(module).resolve("src/main/java"));
            assertThat(ROOMS.arrows().keySet())
                    .as("rooms that hold all packages of module %s", module)
                    .anySatisfy(room -> assertThat(packages)
                            .isNotEmpty()
                            .allMatch(name -> (name + ".").startsWith("dev.drover." + room + ".")));
        }
    }

    @Test
    void an_arrow_that_is_not_in_the_table_is_a_fault() {
        Rooms example = exampleRooms(Map.of("lower", Set.of(), "upper", Set.of("lower")));

        assertThat(example.faults(exampleClasses()))
                .singleElement()
                .asString()
                .startsWith("lower may not use dev.drover.dist.rooms.example.upper: ")
                .contains("PointsUpwards");
    }

    @Test
    void arrows_in_the_table_are_no_fault() {
        Rooms example = exampleRooms(Map.of("lower", Set.of("upper"), "upper", Set.of("lower")));

        assertThat(example.faults(exampleClasses())).isEmpty();
    }

    @Test
    void a_package_that_is_not_in_the_table_is_a_fault() {
        Rooms example = exampleRooms(Map.of("lower", Set.of("upper")));

        assertThat(example.faults(exampleClasses())).contains("dev.drover.dist.rooms.example.upper belongs to no room");
    }

    @Test
    void rooms_log_through_system_logger_and_leave_the_set_up_of_logging_to_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.drover.agent..", "dev.drover.dist..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(DROVER);
    }

    @Test
    void only_processes_write_to_standard_output() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.drover.agent..", "dev.drover.cli..", "dev.drover.dist..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(DROVER);
    }

    private static Rooms exampleRooms(Map<String, Set<String>> arrows) {
        return new Rooms("dev.drover.dist.rooms.example", arrows);
    }

    private static JavaClasses exampleClasses() {
        return new ClassFileImporter().importPackages("dev.drover.dist.rooms.example");
    }

    private static List<String> packages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.resolveSibling(""))
                            .toString()
                            .replace('/', '.'))
                    .distinct()
                    .toList();
        }
    }
}
