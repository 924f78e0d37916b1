package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.config.KnownKeys.Kind;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class KnownKeysTest {
    private static final Path TABLE = Path.of(
            System.getProperty("drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"),
            "agent-config.tsv");

    /** Blocks that carry a label in our table, which the other one leaves out. */
    private static final List<String> LABELLED = List.of(
            "plugin",
            "client.host_volume",
            "client.host_network",
            "client.fingerprint",
            "audit.sink",
            "audit.filter",
            "keyring",
            "sentinel.import");

    /** Blocks whose keys are the user's. */
    private static final Set<String> FREE = Set.of("client.options", "client.chroot_env");

    static boolean tableIsThere() {
        return Files.exists(TABLE);
    }

    @Test
    @EnabledIf("tableIsThere")
    void every_key_of_the_compatible_configuration_is_known_with_its_type() throws Exception {
        List<String> faults = new ArrayList<>();
        List<String> lines = Files.readAllLines(TABLE);
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            if (!columns[1].equals("<label>") && !FREE.contains(columns[0])) {
                String key = columns[0].equals("(top)") ? columns[1] : columns[0] + "." + columns[1];
                Kind kind = KnownKeys.load()
                        .kind(key)
                        .or(() -> KnownKeys.load().kind(labelled(key)))
                        .orElse(null);
                if (kind == null || !fits(kind, columns[2])) {
                    faults.add(key + " is " + columns[2] + " there and " + kind + " here");
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(lines).hasSizeGreaterThan(400);
    }

    private static String labelled(String name) {
        // There the label, which is the provider's name, stands as a block.
        String key = name.replaceFirst("^keyring[.](awskms|azurekeyvault|gcpckms|transit)[.]", "keyring.");
        return LABELLED.stream()
                .filter(block -> key.startsWith(block + "."))
                .findFirst()
                .map(block -> block + ".*" + key.substring(block.length()))
                .orElse(key);
    }

    private static boolean fits(Kind kind, String type) {
        return switch (kind) {
            case BOOL, ON -> type.equals("bool");
            case INT -> Set.of("int", "uint").contains(type);
            case FLOAT -> type.startsWith("float");
            case LIST -> type.startsWith("list");
            case DURATION -> Set.of("duration", "string").contains(type);
            case TEXT -> Set.of("string", "SchedulerAlgorithm").contains(type);
            case BLOCK -> type.startsWith("block");
            case FREE -> type.startsWith("map") || type.startsWith("hcl") || type.startsWith("block");
        };
    }

    @Test
    void a_value_fits_its_kind_only() {
        assertThat(Kind.INT.fits(BigDecimal.valueOf(3))).isTrue();
        assertThat(Kind.INT.fits("3")).isTrue();
        assertThat(Kind.INT.fits(new BigDecimal("3.5"))).isFalse();
        assertThat(Kind.FLOAT.fits(new BigDecimal("3.5"))).isTrue();
        assertThat(Kind.BOOL.fits("yes")).isFalse();
        assertThat(Kind.ON.fits(false)).isTrue();
        assertThat(Kind.DURATION.fits("10 minutes")).isFalse();
        assertThat(Kind.DURATION.fits("10m")).isTrue();
        assertThat(Kind.LIST.fits(List.of(Map.of()))).isFalse();
        assertThat(Kind.TEXT.fits(List.of())).isFalse();
    }
}
