package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.Node;
import dev.drover.scheduler.Machines;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetsTest {
    private final Node node = Machines.machine(
            "n1",
            b -> b.datacenter("dc7")
                    .nodeClass("big")
                    .nodePool("gpu")
                    .attributes(Map.of("kernel.name", "linux"))
                    .meta(Map.of("rack", "r1")));

    @Test
    void node_facts_attributes_and_meta_are_resolved() {
        assertThat(Targets.resolve("${node.unique.id}", node)).hasValue("n1");
        assertThat(Targets.resolve("${node.unique.name}", node)).hasValue("host-n1");
        assertThat(Targets.resolve("${node.datacenter}", node)).hasValue("dc7");
        assertThat(Targets.resolve("${node.class}", node)).hasValue("big");
        assertThat(Targets.resolve("${node.pool}", node)).hasValue("gpu");
        assertThat(Targets.resolve("${attr.kernel.name}", node)).hasValue("linux");
        assertThat(Targets.resolve("${meta.rack}", node)).hasValue("r1");
    }

    @Test
    void unknown_references_are_missing_and_plain_text_is_itself() {
        assertThat(Targets.resolve("${attr.nope}", node)).isEmpty();
        assertThat(Targets.resolve("${meta.nope}", node)).isEmpty();
        assertThat(Targets.resolve("${node.nope}", node)).isEmpty();
        assertThat(Targets.resolve("linux", node)).hasValue("linux");
    }

    @Test
    void only_unique_targets_escape_the_class() {
        assertThat(Targets.escapesClass("${node.unique.id}")).isTrue();
        assertThat(Targets.escapesClass("${attr.unique.hostname}")).isTrue();
        assertThat(Targets.escapesClass("${meta.unique.owner}")).isTrue();
        assertThat(Targets.escapesClass("${attr.kernel.name}")).isFalse();
        assertThat(Targets.escapesClass("unique")).isFalse();
    }
}
