package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Names and kinds of what a task's {@code config} may hold. */
final class ConfigSchema {
    private static final List<String> TEXT =
            names("image command work_dir hostname network_mode ipv4_address ipv6_address"
                    + " mac_address pid_mode ipc_mode uts_mode userns_mode cgroupns runtime cpuset_cpus load"
                    + " volume_driver isolation");
    private static final List<String> NUMBERS =
            names("memory_hard_limit shm_size pids_limit container_exists_attempts");
    private static final List<String> FLAGS =
            names("force_pull privileged readonly_rootfs init tty interactive cpu_hard_limit"
                    + " auth_soft_fail advertise_ipv6_address");
    private static final List<String> LISTS = names("args entrypoint ports dns_servers dns_search_domains dns_options"
            + " extra_hosts cap_add cap_drop security_opt volumes group_add network_aliases");
    private static final List<String> MAPS = names("labels port_map sysctl ulimit storage_opt");

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
        config.block("auth")
                .ifPresent(
                        auth -> names("username password email server_address").forEach(name -> auth.text(name, "")));
        config.block("logging").ifPresent(logging -> {
            logging.text("type", "");
            logging.text("driver", "");
            logging.textMap("config");
        });
        config.block("healthchecks").ifPresent(checks -> checks.flag("disable", false));
        config.blocks("devices")
                .forEach(device ->
                        names("host_path container_path cgroup_permissions").forEach(name -> device.text(name, "")));
        config.blocks("mount").forEach(ConfigSchema::readMount);
        config.blocks("mounts").forEach(ConfigSchema::readMount);
        DockerOptions.duration(config, "image_pull_timeout", Duration.ZERO);
        between(config, "cpu_cfs_period", 1000, 1_000_000);
        between(config, "oom_score_adj", 0, 1000);
        return config.finish();
    }

    private static void between(ConfigReader config, String key, long least, long most) {
        config.number(key).ifPresent(value -> {
            if (value < least || value > most) {
                config.fault(key, "must be between " + least + " and " + most);
            }
        });
    }

    private static void readMount(ConfigReader mount) {
        names("type target source").forEach(name -> mount.text(name, ""));
        mount.flag("readonly", false);
        mount.block("bind_options").ifPresent(bind -> bind.text("propagation", ""));
        mount.block("tmpfs_options").ifPresent(tmpfs -> {
            tmpfs.number("size");
            tmpfs.number("mode");
        });
        mount.block("volume_options").ifPresent(volume -> {
            volume.flag("no_copy", false);
            volume.textMap("labels");
            volume.block("driver_config").ifPresent(driver -> {
                driver.text("name", "");
                driver.textMap("options");
            });
        });
    }

    private static List<String> names(String words) {
        return List.of(words.split(" "));
    }
}
