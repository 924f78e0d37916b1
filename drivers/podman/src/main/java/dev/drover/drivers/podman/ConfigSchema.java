package dev.drover.drivers.podman;

import dev.drover.driver.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Names and kinds of what a task's {@code config} may hold. */
final class ConfigSchema {
    private static final List<String> TEXT = names("apparmor_profile command hostname init_path memory_reservation"
            + " memory_swap network_mode shm_size socket working_dir userns");
    private static final List<String> NUMBERS = names("cpu_cfs_period memory_swappiness pids_limit");
    private static final List<String> FLAGS =
            names("auth_soft_fail cpu_hard_limit force_pull init privileged readonly_rootfs tty");
    private static final List<String> LISTS =
            names("args cap_add cap_drop devices extra_hosts ports security_opt selinux_opts tmpfs volumes");
    private static final List<String> MAPS = names("labels sysctl ulimit");

    private ConfigSchema() {}

    /** All faults of a configuration, in words that name the parameter. */
    static List<String> faults(Map<String, Object> values) {
        ConfigReader config = ConfigReader.of(values);
        config.requiredText("image");
        TEXT.forEach(name -> config.text(name, ""));
        NUMBERS.forEach(config::number);
        FLAGS.forEach(name -> config.flag(name, false));
        LISTS.forEach(config::texts);
        MAPS.forEach(config::textMap);
        entrypoint(config);
        config.block("auth").ifPresent(auth -> {
            auth.text("username", "");
            auth.text("password", "");
            auth.flag("tls_verify", true);
        });
        PodmanOptions.logging(config).ifPresent(logging -> {
            if (!List.of("nomad", "journald").contains(logging.driver())) {
                config.fault("logging", "driver \"" + logging.driver() + "\" is none of nomad, journald");
            }
        });
        PodmanOptions.duration(config, "image_pull_timeout", Duration.ZERO);
        for (String size : List.of("memory_reservation", "memory_swap", "shm_size")) {
            if (config.has(size) && ByteSize.parse(config.text(size, "")).isEmpty()) {
                config.fault(size, "must be a number with a unit such as 512m");
            }
        }
        config.number("memory_swappiness").ifPresent(value -> {
            if (value < 0 || value > 100) {
                config.fault("memory_swappiness", "must be between 0 and 100");
            }
        });
        return config.finish();
    }

    /** One text or a list of them. */
    static List<String> entrypoint(ConfigReader config) {
        return config.value("entrypoint") instanceof String text ? List.of(text) : config.texts("entrypoint");
    }

    private static List<String> names(String words) {
        return List.of(words.split(" "));
    }
}
