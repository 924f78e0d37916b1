package dev.drover.model.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.ReferenceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What policies come to, alone and together. */
class AclTest {
    private static ACLPolicyRules namespace(String name, String policy, String... capabilities) {
        return ACLPolicyRulesBuilder.builder(ACLPolicyRules.NONE)
                .namespaces(List.of(new ACLRulesNamespace(name, policy, List.of(capabilities), null)))
                .build();
    }

    private static ACLPolicyRules variables(String namespace, String path, String... capabilities) {
        ACLRulesVariables variables =
                new ACLRulesVariables(List.of(new ACLRulesVariablesPath(path, List.of(capabilities))));
        return ACLPolicyRulesBuilder.builder(ACLPolicyRules.NONE)
                .namespaces(List.of(new ACLRulesNamespace(namespace, "", List.of(), variables)))
                .build();
    }

    private static ACLPolicyRules node(String policy) {
        return ACLPolicyRulesBuilder.builder(ACLPolicyRules.NONE)
                .node(new ACLRulesNode(policy))
                .build();
    }

    private static Acl of(ACLPolicyRules... policies) {
        return Acl.of(List.of(policies));
    }

    @Test
    void without_rules_nothing_is_allowed_and_management_may_do_everything() {
        for (NamespaceCapability capability : NamespaceCapability.values()) {
            assertThat(Acl.NOTHING.allows("default", capability)).isFalse();
            assertThat(Acl.MANAGEMENT.allows("default", capability)).isTrue();
        }
        assertThat(Acl.NOTHING.allows(Area.AGENT, AccessLevel.READ)).isFalse();
        assertThat(Acl.NOTHING.knows("default")).isFalse();
        assertThat(Acl.MANAGEMENT.allows(OperatorCapability.KEYRING_DELETE)).isTrue();
    }

    @Test
    void a_rule_is_about_its_namespace_and_no_other() {
        Acl acl = of(namespace("shop", "read"));
        assertThat(acl.allows("shop", NamespaceCapability.READ_JOB)).isTrue();
        assertThat(acl.allows("shop", NamespaceCapability.SUBMIT_JOB)).isFalse();
        assertThat(acl.allows("default", NamespaceCapability.READ_JOB)).isFalse();
        assertThat(acl.allowsSomewhere(NamespaceCapability.READ_JOB)).isTrue();
        assertThat(acl.allowsSomewhere(NamespaceCapability.SUBMIT_JOB)).isFalse();
    }

    @Test
    void the_exact_name_counts_before_any_pattern() {
        Acl acl = of(namespace("*", "write"), namespace("prod-api", "read"));
        assertThat(acl.allows("prod-api", NamespaceCapability.SUBMIT_JOB)).isFalse();
        assertThat(acl.allows("prod-web", NamespaceCapability.SUBMIT_JOB)).isTrue();
    }

    @Test
    void of_several_patterns_the_closest_counts() {
        Acl acl = of(namespace("*", "write"), namespace("prod-*", "read"), namespace("*-api", "deny"));
        assertThat(acl.allows("prod-web", NamespaceCapability.SUBMIT_JOB)).isFalse();
        assertThat(acl.allows("prod-web", NamespaceCapability.READ_JOB)).isTrue();
        assertThat(acl.allows("test-api", NamespaceCapability.READ_JOB)).isFalse();
        // The stars of prod-* stand for three characters, those of *-api for four.
        assertThat(acl.allows("prod-api", NamespaceCapability.READ_JOB)).isTrue();
    }

    @Test
    void policies_add_up_and_a_denial_takes_all_away() {
        Acl both = of(namespace("default", "read"), namespace("default", "", "alloc-exec"));
        assertThat(both.allows("default", NamespaceCapability.READ_JOB)).isTrue();
        assertThat(both.allows("default", NamespaceCapability.ALLOC_EXEC)).isTrue();
        Acl denied = of(namespace("default", "write"), namespace("default", "", "deny"));
        assertThat(denied.allows("default", NamespaceCapability.READ_JOB)).isFalse();
        assertThat(denied.knows("default")).isFalse();
    }

    @Test
    void some_capabilities_bring_others_along() {
        Acl files = of(namespace("default", "", "read-fs"));
        assertThat(files.allows("default", NamespaceCapability.READ_LOGS)).isTrue();
        Acl volumes = of(namespace("default", "", "host-volume-write"));
        assertThat(volumes.allows("default", NamespaceCapability.HOST_VOLUME_DELETE))
                .isTrue();
        assertThat(volumes.allows("default", NamespaceCapability.HOST_VOLUME_READ))
                .isTrue();
    }

    @Test
    void of_one_word_for_the_same_the_strongest_counts() {
        assertThat(of(node("read"), node("write")).allows(Area.NODE, AccessLevel.WRITE))
                .isTrue();
        assertThat(of(node("write"), node("deny")).allows(Area.NODE, AccessLevel.READ))
                .isFalse();
        assertThat(of(node("read")).allows(Area.NODE, AccessLevel.WRITE)).isFalse();
        assertThat(of(node("read")).allows(Area.AGENT, AccessLevel.READ)).isFalse();
    }

    @Test
    void variables_are_matched_by_namespace_and_path_together() {
        Acl acl = of(
                variables("default", "secret/*", "read"),
                variables("default", "secret/root", "deny"),
                variables("prod-*", "*", "list", "write"));
        assertThat(acl.allowsVariable("default", "secret/web", VariableCapability.READ))
                .isTrue();
        assertThat(acl.allowsVariable("default", "secret/web", VariableCapability.LIST))
                .isTrue();
        assertThat(acl.allowsVariable("default", "secret/root", VariableCapability.READ))
                .isFalse();
        assertThat(acl.allowsVariable("default", "other", VariableCapability.READ))
                .isFalse();
        assertThat(acl.allowsVariable("prod-eu", "any/path", VariableCapability.WRITE))
                .isTrue();
        assertThat(acl.allowsVariable("prod-eu", "any/path", VariableCapability.DESTROY))
                .isFalse();
    }

    @Test
    void a_volume_that_may_be_written_may_be_read() {
        ACLPolicyRules rules = ACLPolicyRulesBuilder.builder(ACLPolicyRules.NONE)
                .hostVolumes(List.of(new ACLRulesHostVolume("db-*", "", List.of("mount-readwrite"))))
                .nodePools(List.of(new ACLRulesNodePool("gpu", "read", List.of())))
                .build();
        Acl acl = of(rules);
        assertThat(acl.allowsHostVolume("db-1", HostVolumeCapability.MOUNT_READONLY))
                .isTrue();
        assertThat(acl.allowsHostVolume("web", HostVolumeCapability.MOUNT_READONLY))
                .isFalse();
        assertThat(acl.allowsNodePool("gpu", NodePoolCapability.READ)).isTrue();
        assertThat(acl.allowsNodePool("gpu", NodePoolCapability.DELETE)).isFalse();
    }

    @Test
    void words_stand_for_the_capabilities_of_the_table() throws IOException {
        var table = ReferenceTables.path("acl.tsv");
        Assumptions.assumeTrue(Files.exists(table), "the table is not on this machine");
        List<String> faults = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            String[] row = line.split("\t", -1);
            if (!row[0].equals("namespace") || row[1].equals("deny")) {
                continue;
            }
            NamespaceCapability capability = Arrays.stream(NamespaceCapability.values())
                    .filter(each -> each.wireName().equals(row[1]))
                    .findFirst()
                    .orElseThrow();
            List<String> givenBy = List.of(row[2].split(",", -1));
            for (String word : List.of("read", "write", "scale")) {
                boolean implied = word.equals("write") && row[2].contains("implied by read-fs");
                boolean wanted = givenBy.contains(word) || implied;
                if (of(namespace("default", word)).allows("default", capability) != wanted) {
                    faults.add(word + " and " + row[1]);
                }
            }
        }
        assertThat(faults).isEmpty();
    }
}
