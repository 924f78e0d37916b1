package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.keyring.IntroductionSettings;
import dev.drover.server.keyring.KeyringSettings;
import dev.drover.server.plan.RejectionLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkSettingsTest {
    @TempDir
    private Path folder;

    private WorkSettings read(String server) throws IOException {
        Path file = folder.resolve("agent.hcl");
        Files.writeString(file, "server {\n" + server + "\n}\n");
        return WorkSettings.of(ConfigFiles.read(List.of(file.toString())));
    }

    @Test
    void without_configuration_the_usual_limits_hold() throws IOException {
        assertThat(read(""))
                .isEqualTo(new WorkSettings(
                        50,
                        100,
                        50_000,
                        1_000_000,
                        6,
                        SchedulerConfiguration.usual(),
                        AutopilotConfiguration.usual(),
                        RejectionLimits.OFF,
                        KeyringSettings.usual(),
                        IntroductionSettings.usual(),
                        100));
    }

    @Test
    void the_first_configuration_of_autopilot_can_be_said_and_what_there_is_not_is_refused() throws IOException {
        Path file = folder.resolve("autopilot.hcl");
        Files.writeString(file, """
                autopilot {
                  cleanup_dead_servers      = false
                  last_contact_threshold    = "500ms"
                  max_trailing_logs         = 1000
                  min_quorum                = 3
                  server_stabilization_time = "1m"
                }
                """);
        assertThat(WorkSettings.of(ConfigFiles.read(List.of(file.toString()))).initialAutopilot())
                .isEqualTo(new AutopilotConfiguration(
                        false, Duration.ofMillis(500), 1_000, 3, Duration.ofMinutes(1), false, false, false, 0, 0));
        Files.writeString(file, "autopilot { enable_custom_upgrades = true }");
        assertThatThrownBy(() -> WorkSettings.of(ConfigFiles.read(List.of(file.toString()))))
                .hasMessageContaining("custom upgrades are not supported");
    }

    @Test
    void everything_can_be_said() throws IOException {
        WorkSettings work = read("""
                job_default_priority = 60
                job_max_priority     = 200
                job_max_count        = 10
                job_max_source_size  = "20k"
                job_tracked_versions = 20
                event_buffer_size    = 500
                oidc_issuer                 = "https://drover.example.com"
                root_key_gc_interval        = "1m"
                root_key_gc_threshold       = "2h"
                root_key_rotation_threshold = "48h"
                plan_rejection_tracker {
                  enabled        = true
                  node_threshold = 7
                  node_window    = "1m"
                }
                default_scheduler_config {
                  scheduler_algorithm             = "spread"
                  memory_oversubscription_enabled = true
                  preemption_config {
                    system_scheduler_enabled  = false
                    service_scheduler_enabled = true
                  }
                }
                """);
        assertThat(work.keyring())
                .isEqualTo(new KeyringSettings(
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofHours(48),
                        Optional.of("https://drover.example.com")));
        assertThat(work.jobDefaultPriority()).isEqualTo(60);
        assertThat(work.jobMaxPriority()).isEqualTo(200);
        assertThat(work.jobMaxCount()).isEqualTo(10);
        assertThat(work.jobMaxSourceBytes()).isEqualTo(20_000);
        assertThat(work.jobTrackedVersions()).isEqualTo(20);
        assertThat(work.eventBufferSize()).isEqualTo(500);
        assertThat(work.rejections()).isEqualTo(new RejectionLimits(true, 7, Duration.ofMinutes(1)));
        assertThat(work.initialScheduler().schedulerAlgorithm()).isEqualTo("spread");
        assertThat(work.initialScheduler().memoryOversubscriptionEnabled()).isTrue();
        assertThat(work.initialScheduler().preemptionConfig().systemSchedulerEnabled())
                .isFalse();
        assertThat(work.initialScheduler().preemptionConfig().serviceSchedulerEnabled())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "job_max_priority = 99 | server.job_max_priority must be from 100 to 32766, found 99",
                "job_default_priority = 101 | server.job_default_priority must be from 50 to 100, found 101",
                "job_tracked_versions = 0 | server.job_tracked_versions must be at least 1, found 0",
                "job_max_source_size = \"big\" | server.job_max_source_size is not a size such as \"1M\": \"big\"",
            })
    void what_is_out_of_bounds_is_refused_with_the_bounds(String line, String message) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    @Test
    void an_unknown_algorithm_is_refused() {
        assertThatThrownBy(() -> read("default_scheduler_config {\nscheduler_algorithm = \"random\"\n}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be binpack or spread, found random");
    }
}
