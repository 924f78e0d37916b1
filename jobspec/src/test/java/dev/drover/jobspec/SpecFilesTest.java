package dev.drover.jobspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolSchedulerConfiguration;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpecFilesTest {
    @Test
    void a_quota_has_limits_by_region_and_node_pool() {
        QuotaSpec quota =
                SpecFiles.quota(new SourceFile("quota.hcl", """
                name        = "gold"
                description = "for those who pay"

                limit {
                  region = "global"

                  region_limit {
                    cpu        = 2500
                    cores      = 4
                    memory     = 1000
                    memory_max = 2000

                    device "nvidia/gpu" {
                      count = 1
                    }

                    node_pool "big" {
                      memory = 500
                    }
                  }
                }
                """)).value().orElseThrow();
        assertThat(quota.name()).isEqualTo("gold");
        QuotaResources limit = quota.limits().getFirst().regionLimit();
        assertThat(limit).isNotNull();
        assertThat(limit.cpu()).isEqualTo(2500);
        assertThat(limit.memoryMaxMb()).isEqualTo(2000);
        assertThat(limit.devices().getFirst().count()).isEqualTo(1);
        assertThat(limit.nodePools().getFirst().nodePool()).isEqualTo("big");
    }

    @Test
    void a_namespace_may_be_under_a_quota() {
        Namespace namespace =
                SpecFiles.namespace(new SourceFile("n.hcl", """
                name  = "shop"
                quota = "gold"

                meta {
                  owner = "us"
                }

                node_pool_config {
                  default = "big"
                  allowed = ["big", "small"]
                }
                """)).value().orElseThrow();
        assertThat(namespace.quota()).isEqualTo("gold");
        assertThat(namespace.meta()).containsEntry("owner", "us");
    }

    @Test
    void what_is_wrong_is_told_with_its_place() {
        SpecFile<QuotaSpec> file = SpecFiles.quota(new SourceFile("quota.hcl", "nam = \"gold\"\n"));
        assertThat(file.value()).isEmpty();
        assertThat(file.explain()).contains("quota.hcl:1").contains("name").contains("limit");
        assertThat(SpecFiles.quota(new SourceFile("quota.hcl", "name = {")).value())
                .isEmpty();
    }

    @Test
    void a_node_pool_is_a_block_with_its_name() {
        NodePool pool =
                SpecFiles.nodePool(new SourceFile("pool.hcl", """
                node_pool "prod" {
                  description       = "for what customers see"
                  node_identity_ttl = "48h"

                  meta {
                    owner = "us"
                  }

                  scheduler_config {
                    scheduler_algorithm             = "spread"
                    memory_oversubscription_enabled = true
                  }
                }
                """)).value().orElseThrow();
        assertThat(pool.name()).isEqualTo("prod");
        assertThat(pool.nodeIdentityTtl()).isEqualTo(Duration.ofDays(2));
        assertThat(pool.meta()).containsEntry("owner", "us");
        assertThat(pool.schedulerConfiguration()).isEqualTo(new NodePoolSchedulerConfiguration("spread", true));
    }

    @Test
    void a_file_without_its_block_says_so() {
        assertThat(SpecFiles.nodePool(new SourceFile("pool.hcl", "")).explain()).contains("node_pool");
    }
}
