package dev.drover.model.acl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeProofTest {
    private static final Secret SECRET = Secret.of("9184ec35-65d4-9258-61e3-0c066d0a45c5");

    @Test
    void it_is_good_for_one_allocation_and_by_one_secret() {
        NodeProof proof = NodeProof.of("node", SECRET, "first");

        assertThat(proof.isBy(SECRET)).isTrue();
        assertThat(proof.isBy(Secret.of("another"))).isFalse();
        assertThat(new NodeProof("node", "second", proof.code()).isBy(SECRET)).isFalse();
    }

    @Test
    void a_node_without_a_secret_proves_nothing() {
        assertThat(new NodeProof("node", "first", "").isBy(Secret.NONE)).isFalse();
    }

    @Test
    void it_does_not_show_the_secret() {
        assertThat(NodeProof.of("node", SECRET, "first").toString()).doesNotContain(SECRET.reveal());
    }
}
