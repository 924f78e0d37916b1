package dev.drover.agent.config;

import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.keyring.IntroductionSettings;
import dev.drover.server.keyring.KeyringSettings;
import dev.drover.server.plan.RejectionLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server does with jobs and plans.
 *
 * @param jobMaxSourceBytes longest source of a job that is kept beside it; 0 keeps none
 * @param jobTrackedVersions how many versions of a job are kept
 * @param initialScheduler what the first leader of a new cluster sets
 * @param initialAutopilot the same for what counts as a healthy server
 * @param keyring how root keys are looked after
 * @param introductions what new nodes have to show
 * @param eventBufferSize how many changes' events are kept for followers of the event stream; 0 when there is none
 */
public record WorkSettings(
        int jobDefaultPriority,
        int jobMaxPriority,
        int jobMaxCount,
        int jobMaxSourceBytes,
        int jobTrackedVersions,
        SchedulerConfiguration initialScheduler,
        AutopilotConfiguration initialAutopilot,
        RejectionLimits rejections,
        KeyringSettings keyring,
        IntroductionSettings introductions,
        int eventBufferSize) {
    private static final int USUAL_PRIORITY = 50;
    private static final int USUAL_MAX_PRIORITY = 100;
    private static final int HIGHEST_PRIORITY = 32_766;
    private static final Pattern SIZE = Pattern.compile("(?i)([0-9]{1,9})\\s*([kmg]?)(i?b)?");

    static WorkSettings of(Settings settings) {
        int maxPriority =
                within(settings, "server.job_max_priority", USUAL_MAX_PRIORITY, USUAL_MAX_PRIORITY, HIGHEST_PRIORITY);
        return new WorkSettings(
                within(settings, "server.job_default_priority", USUAL_PRIORITY, USUAL_PRIORITY, maxPriority),
                maxPriority,
                within(settings, "server.job_max_count", 50_000, 0, Integer.MAX_VALUE),
                size(settings, "server.job_max_source_size"),
                within(settings, "server.job_tracked_versions", 6, 1, Integer.MAX_VALUE),
                scheduler(settings),
                AutopilotSettings.of(settings),
                new RejectionLimits(
                        settings.bool("server.plan_rejection_tracker.enabled", false),
                        within(settings, "server.plan_rejection_tracker.node_threshold", 100, 1, Integer.MAX_VALUE),
                        settings.duration("server.plan_rejection_tracker.node_window", RejectionLimits.OFF.window())),
                keyring(settings),
                introductions(settings),
                events(settings));
    }

    private static int events(Settings settings) {
        int size = within(settings, "server.event_buffer_size", 100, 1, Integer.MAX_VALUE);
        return settings.bool("server.enable_event_broker", true) ? size : 0;
    }

    private static IntroductionSettings introductions(Settings settings) {
        String block = "server.client_introduction.";
        IntroductionSettings usual = IntroductionSettings.usual();
        Duration ttl = settings.duration(block + "default_identity_ttl", usual.usualTtl());
        Duration most = settings.duration(block + "max_identity_ttl", usual.longestTtl());
        if (ttl.isZero() || most.compareTo(ttl) < 0) {
            throw new ConfigException(settings.origin(block + "default_identity_ttl")
                    + " must be more than zero and not more than max_identity_ttl");
        }
        String enforcement = settings.text(block + "enforcement", "warn");
        return new IntroductionSettings(
                switch (enforcement) {
                    case "none" -> IntroductionSettings.Enforcement.NONE;
                    case "warn" -> IntroductionSettings.Enforcement.WARN;
                    case "strict" -> IntroductionSettings.Enforcement.STRICT;
                    default ->
                        throw new ConfigException(settings.origin(block + "enforcement")
                                + " must be \"none\", \"warn\" or \"strict\", found \"" + enforcement + "\"");
                },
                ttl,
                most);
    }

    private static KeyringSettings keyring(Settings settings) {
        KeyringSettings usual = KeyringSettings.usual();
        String issuer = settings.text("server.oidc_issuer", "");
        if (!issuer.isEmpty() && !issuer.matches("https?://[^/?#]+[^?#]*")) {
            throw new ConfigException(settings.origin("server.oidc_issuer")
                    + " must be a URL such as \"https://drover.example.com\", found \"" + issuer + "\"");
        }
        return new KeyringSettings(
                positive(settings, "server.root_key_gc_interval", usual.gcInterval()),
                settings.duration("server.root_key_gc_threshold", usual.gcThreshold()),
                positive(settings, "server.root_key_rotation_threshold", usual.rotation()),
                issuer.isEmpty() ? Optional.empty() : Optional.of(issuer));
    }

    private static Duration positive(Settings settings, String key, Duration usual) {
        Duration time = settings.duration(key, usual);
        if (!time.isPositive()) {
            throw new ConfigException(settings.origin(key) + " must be longer than nothing");
        }
        return time;
    }

    private static SchedulerConfiguration scheduler(Settings settings) {
        String block = "server.default_scheduler_config.";
        String algorithm = settings.text(block + "scheduler_algorithm", "binpack");
        if (!algorithm.equals("binpack") && !algorithm.equals("spread")) {
            throw new ConfigException(
                    settings.origin(block + "scheduler_algorithm") + " must be binpack or spread, found " + algorithm);
        }
        String preemption = block + "preemption_config.";
        return new SchedulerConfiguration(
                algorithm,
                new PreemptionConfig(
                        settings.bool(preemption + "system_scheduler_enabled", true),
                        settings.bool(preemption + "sysbatch_scheduler_enabled", false),
                        settings.bool(preemption + "batch_scheduler_enabled", false),
                        settings.bool(preemption + "service_scheduler_enabled", false)),
                settings.bool(block + "memory_oversubscription_enabled", false),
                settings.bool(block + "reject_job_registration", false),
                settings.bool(block + "pause_eval_broker", false),
                within(settings, block + "node_limit_for_feasibility_checks", 100, 0, Integer.MAX_VALUE),
                0,
                0);
    }

    private static int within(Settings settings, String key, int otherwise, int least, int most) {
        int number = settings.number(key, otherwise);
        if (number < least || number > most) {
            throw new ConfigException(settings.origin(key)
                    + (most == Integer.MAX_VALUE
                            ? " must be at least " + least
                            : " must be from " + least + " to " + most)
                    + ", found " + number);
        }
        return number;
    }

    private static int size(Settings settings, String key) {
        String text = settings.text(key, "1M");
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ConfigException(settings.origin(key) + " is not a size such as \"1M\": \"" + text + "\"");
        }
        long factor = switch (matcher.group(2).toLowerCase(java.util.Locale.ROOT)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            case "g" -> 1_000_000_000;
            default -> 1;
        };
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(1)) * factor);
    }
}
