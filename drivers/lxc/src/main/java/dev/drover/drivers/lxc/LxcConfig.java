package dev.drover.drivers.lxc;

import dev.drover.driver.ConfigReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a task.
 *
 * @param templateArguments what the template is told, such as the distribution
 * @param logging flags of {@code lxc-start} that say what it logs
 * @param network empty for the node's default
 */
record LxcConfig(
        String template,
        List<String> templateArguments,
        List<String> volumes,
        List<String> logging,
        String network,
        List<String> faults) {
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    private static final List<String> VERBOSITIES = List.of("", "quiet", "verbose");

    static LxcConfig read(Map<String, Object> config) {
        ConfigReader reader = ConfigReader.of(config);
        String template = reader.requiredText("template");
        // A path would let a job run any program of the host.
        if (!template.isEmpty() && !template.matches("[a-zA-Z0-9_-]+")) {
            reader.fault("template", "must be the name of a template of this node, such as busybox or download");
        }
        List<String> volumes = reader.texts("volumes");
        for (String volume : volumes) {
            if (!volume.matches("[^:]+:[^:/][^:]*")) {
                reader.fault(
                        "volumes", "\"" + volume + "\" is not of the form host:container, the latter without / before");
            }
        }
        String network = reader.text("network_mode", "");
        if (!network.isEmpty() && !LxcOptions.NETWORKS.contains(network)) {
            reader.fault("network_mode", "\"" + network + "\" is none of " + String.join(", ", LxcOptions.NETWORKS));
        }
        return new LxcConfig(template, templateArguments(reader), volumes, logging(reader), network, reader.finish());
    }

    private static List<String> templateArguments(ConfigReader reader) {
        List<String> arguments = new ArrayList<>();
        Map<String, String> texts = Map.of(
                "distro", "--dist",
                "release", "--release",
                "arch", "--arch",
                "image_variant", "--variant",
                "image_server", "--server",
                "gpg_key_id", "--keyid",
                "gpg_key_server", "--keyserver");
        texts.keySet().stream().sorted().forEach(key -> {
            String value = reader.text(key, "");
            if (!value.isEmpty()) {
                arguments.addAll(List.of(texts.getOrDefault(key, ""), value));
            }
        });
        if (reader.flag("disable_gpg", false)) {
            arguments.add("--no-validate");
        }
        if (reader.flag("flush_cache", false)) {
            arguments.add("--flush-cache");
        }
        if (reader.flag("force_cache", false)) {
            arguments.add("--force-cache");
        }
        arguments.addAll(reader.texts("template_args"));
        return arguments;
    }

    private static List<String> logging(ConfigReader reader) {
        List<String> flags = new ArrayList<>();
        String level = reader.text("log_level", "error");
        if (LEVELS.contains(level)) {
            flags.addAll(List.of("-l", level.toUpperCase(Locale.ROOT)));
        } else {
            reader.fault("log_level", "\"" + level + "\" is none of " + String.join(", ", LEVELS));
        }
        String verbosity = reader.text("verbosity", "");
        if (!VERBOSITIES.contains(verbosity)) {
            reader.fault("verbosity", "\"" + verbosity + "\" is neither quiet nor verbose");
        } else if (!verbosity.equals("verbose")) {
            flags.add("-q");
        }
        return flags;
    }
}
