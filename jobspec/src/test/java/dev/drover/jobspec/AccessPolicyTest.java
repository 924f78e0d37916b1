package dev.drover.jobspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.Area;
import dev.drover.model.acl.HostVolumeCapability;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.acl.OperatorCapability;
import dev.drover.model.acl.SentinelCapability;
import dev.drover.model.acl.VariableCapability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of access policies. */
class AccessPolicyTest {
    private static SpecFile<ACLPolicyRules> read(String text) {
        return SpecFiles.policy(new SourceFile("policy.hcl", text));
    }

    private static Acl acl(String text) {
        SpecFile<ACLPolicyRules> file = read(text);
        return Acl.of(List.of(file.value().orElseThrow(() -> new AssertionError(file.explain()))));
    }

    @Test
    void every_block_is_read() {
        Acl acl = acl("""
                namespace "default" {
                  policy       = "read"
                  capabilities = ["submit-job"]

                  variables {
                    path "web/*" {
                      capabilities = ["read", "write"]
                    }
                  }
                }

                namespace "shop-*" {
                  policy = "scale"
                }

                node_pool "gpu_*" {
                  capabilities = ["delete"]
                }

                host_volume "db" {
                  policy = "write"
                }

                agent {
                  policy = "read"
                }

                node {
                  policy = "write"
                }

                operator {
                  policy       = "read"
                  capabilities = ["snapshot-save"]
                }

                sentinel {
                  policy = "read"
                }

                quota {
                  policy = "write"
                }

                plugin {
                  policy = "list"
                }
                """);
        assertThat(acl.allows("default", NamespaceCapability.SUBMIT_JOB)).isTrue();
        assertThat(acl.allows("shop-eu", NamespaceCapability.SCALE_JOB)).isTrue();
        assertThat(acl.allowsVariable("default", "web/db", VariableCapability.WRITE))
                .isTrue();
        assertThat(acl.allowsNodePool("gpu_big", NodePoolCapability.DELETE)).isTrue();
        assertThat(acl.allowsHostVolume("db", HostVolumeCapability.MOUNT_READWRITE))
                .isTrue();
        assertThat(acl.allows(Area.AGENT, AccessLevel.READ)).isTrue();
        assertThat(acl.allows(Area.AGENT, AccessLevel.WRITE)).isFalse();
        assertThat(acl.allows(Area.NODE, AccessLevel.WRITE)).isTrue();
        assertThat(acl.allows(OperatorCapability.SNAPSHOT_SAVE)).isTrue();
        assertThat(acl.allows(OperatorCapability.KEYRING_ROTATE)).isFalse();
        assertThat(acl.allows(SentinelCapability.SENTINEL_READ)).isTrue();
        assertThat(acl.allows(Area.QUOTA, AccessLevel.WRITE)).isTrue();
        assertThat(acl.allows(Area.PLUGIN, AccessLevel.LIST)).isTrue();
        assertThat(acl.allows(Area.PLUGIN, AccessLevel.READ)).isFalse();
    }

    @Test
    void blocks_for_the_same_namespace_add_up() {
        Acl acl = acl("""
                namespace "default" { policy = "read" }
                namespace "default" { capabilities = ["alloc-exec"] }
                """);
        assertThat(acl.allows("default", NamespaceCapability.READ_JOB)).isTrue();
        assertThat(acl.allows("default", NamespaceCapability.ALLOC_EXEC)).isTrue();
    }

    @Test
    void an_unknown_block_is_refused_with_its_place() {
        assertThat(read("node { policy = \"read\" }\nnamespac \"default\" {\n  policy = \"read\"\n}\n")
                        .explain())
                .contains("policy.hcl:2")
                .contains("namespace");
    }

    @Test
    void an_unknown_word_is_refused_with_those_that_there_are() {
        assertThat(read("agent {\n  policy = \"all\"\n}\n").explain())
                .contains("policy.hcl:2")
                .contains("deny, read, write");
        assertThat(read("namespace \"a\" {\n  capabilities = [\"submit-jobs\"]\n}\n")
                        .explain())
                .contains("policy.hcl:2")
                .contains("submit-job");
        assertThat(read("plugin {\n  policy = \"write\"\n}\n").value()).isEmpty();
    }

    @Test
    void names_have_to_be_names_or_patterns() {
        assertThat(read("namespace \"a b\" { policy = \"read\" }").explain()).contains("Invalid namespace name");
        assertThat(read("namespace { policy = \"read\" }").explain()).contains("Invalid namespace name");
        assertThat(read("host_volume \"a_b\" { policy = \"read\" }").value()).isEmpty();
        assertThat(read("node_pool \"a_b\" { policy = \"read\" }").value()).isPresent();
        assertThat(read("namespace \"a\" {\n variables {\n path \"/x\" {\n capabilities = [\"read\"]\n}\n}\n}")
                        .explain())
                .contains("Invalid path");
    }

    @Test
    void a_policy_without_rules_is_refused() {
        assertThat(read("").explain()).contains("no rules");
        assertThat(read("\n# nothing\n").value()).isEmpty();
    }
}
