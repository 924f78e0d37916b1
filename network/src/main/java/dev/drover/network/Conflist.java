package dev.drover.network;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A network as CNI describes it: plugins that are called one after the other.
 *
 * @param version of the protocol
 */
record Conflist(String name, String version, List<Map<String, Object>> plugins) {
    private static final System.Logger LOGGER = System.getLogger(Conflist.class.getName());
    private static final String OLDEST = "0.1.0";
    private static final long MOST_BYTES = 1 << 20;

    Conflist {
        plugins = List.copyOf(plugins);
    }

    /** The networks that a folder describes, by name. A file that is not understood is left out and logged. */
    static Map<String, Conflist> in(Path folder) {
        Map<String, Conflist> networks = new TreeMap<>();
        for (Path file : files(folder)) {
            try {
                Conflist network = read(file);
                networks.putIfAbsent(network.name(), network);
            } catch (IOException | WireException | NetworkException fault) {
                LOGGER.log(System.Logger.Level.WARNING, "CNI network {0} is left out: {1}", file, fault.getMessage());
            }
        }
        return networks;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(conflist|conf|json)"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException unreadable) {
            LOGGER.log(System.Logger.Level.WARNING, "CNI networks in {0} cannot be listed: {1}", folder, unreadable);
            return List.of();
        }
    }

    private static Conflist read(Path file) throws IOException, NetworkException {
        if (Files.size(file) > MOST_BYTES) {
            throw new NetworkException("it has more than " + MOST_BYTES + " bytes");
        }
        return of(Json.readObject(Files.readAllBytes(file)));
    }

    /** A list of plugins, or one plugin alone. */
    static Conflist of(Map<String, Object> json) throws NetworkException {
        String name = json.get("name") instanceof String text ? text : "";
        if (name.isEmpty()) {
            throw new NetworkException("it has no name");
        }
        String version = json.get("cniVersion") instanceof String text ? text : OLDEST;
        List<Map<String, Object>> plugins = new ArrayList<>();
        if (json.get("plugins") instanceof List<?> list) {
            for (Object each : list) {
                plugins.add(plugin(each));
            }
        } else {
            plugins.add(plugin(json));
        }
        if (plugins.isEmpty()) {
            throw new NetworkException("it has no plugins");
        }
        return new Conflist(name, version, plugins);
    }

    private static Map<String, Object> plugin(Object value) throws NetworkException {
        if (!(value instanceof Map<?, ?> map) || !(map.get("type") instanceof String)) {
            throw new NetworkException("a plugin has no type");
        }
        Map<String, Object> plugin = new LinkedHashMap<>();
        map.forEach((key, each) -> plugin.put(String.valueOf(key), each));
        return plugin;
    }
}
