package dev.drover.network;

import dev.drover.driver.Surroundings;
import dev.drover.model.alloc.AllocNetworkStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes and takes away the networks of a node's allocations. Each is a namespace whose name tells the node and the allocation, connected
 * by CNI plugins, with a file beside it that says how; so whatever a crash leaves behind is found by the sweep of the next start.
 */
public final class Networks {
    private static final System.Logger LOGGER = System.getLogger(Networks.class.getName());
    private static final int ATTEMPTS = 3;
    private static final int NODE_LETTERS = 8;

    /** Plugins hold locks of the whole machine, so more at once would wait for each other. */
    private static final int AT_ONCE = 4;

    private final NetworkSettings settings;
    private final PluginFolders plugins;
    private final Path folder;
    private final String prefix;
    private final Namespaces namespaces = new Namespaces(Namespaces.FOLDER);
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Map<String, GroupNetwork> made = new ConcurrentHashMap<>();

    /**
     * The networks of a node.
     *
     * @param folder for the records of what was made
     * @param nodeId whose namespaces these are, where several nodes share a machine
     */
    public Networks(NetworkSettings settings, Path folder, String nodeId) {
        this.settings = settings;
        this.plugins = new PluginFolders(settings.pluginFolders());
        this.folder = folder;
        this.prefix = "drover-" + nodeId.substring(0, Math.min(NODE_LETTERS, nodeId.length())) + "-";
    }

    /** Whether a mode asks for a network that has to be made. */
    public static boolean isOwn(String mode) {
        return mode.equals("bridge") || mode.equals("none") || mode.startsWith("cni/");
    }

    /** Versions of the CNI plugins by their names. */
    public Map<String, String> pluginVersions() throws InterruptedException {
        return plugins.versions();
    }

    /** Whether tasks on the bridge reach themselves by a port of the host. */
    public boolean hairpin() {
        return settings.hairpin();
    }

    /** The modes that groups can have here beside that of the host, each with the name of the device on the host. */
    public Map<String, String> modes() {
        Map<String, String> modes = new TreeMap<>();
        modes.put("bridge", settings.bridgeName());
        Conflist.in(settings.configFolder()).keySet().forEach(name -> modes.put("cni/" + name, name));
        return modes;
    }

    /** The network that was made for an allocation; empty when it has none of its own. */
    public Optional<GroupNetwork> of(String allocationId) {
        return Optional.ofNullable(made.get(allocationId));
    }

    /** Whether an allocation has a network, or an earlier process of the agent has left it one. */
    public boolean exists(String allocationId) {
        return made.containsKey(allocationId) || Files.exists(folder.resolve(allocationId));
    }

    /** Makes a network, or finds the one that an earlier process of the agent has made. */
    public GroupNetwork create(NetworkRequest request) throws NetworkException, InterruptedException {
        Path own = folder.resolve(request.allocationId());
        turns.acquire();
        try {
            Optional<NetworkRecord> earlier = NetworkRecord.read(own);
            NetworkRecord record = earlier.isPresent()
                            && !earlier.get().result().isEmpty()
                            && namespaces.exists(name(request.allocationId()))
                    ? earlier.get()
                    : make(request, own);
            GroupNetwork network = describe(record, own);
            made.put(request.allocationId(), network);
            return network;
        } catch (IOException fault) {
            throw new NetworkException("the network's record cannot be kept: " + fault.getMessage());
        } finally {
            turns.release();
        }
    }

    private NetworkRecord make(NetworkRequest request, Path own)
            throws NetworkException, InterruptedException, IOException {
        NetworkException last = new NetworkException("");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            new NetworkRecord(request, "").write(own);
            try {
                namespaces.create(name(request.allocationId()));
                NetworkRecord record = new NetworkRecord(request, connect(request));
                record.write(own);
                return record;
            } catch (NetworkException fault) {
                last = fault;
                undo(request.allocationId(), own);
            }
        }
        throw last;
    }

    private String connect(NetworkRequest request) throws NetworkException, InterruptedException {
        return chain(request.mode()).connect(connection(request));
    }

    private PluginChain.Connection connection(NetworkRequest request) {
        String name = name(request.allocationId());
        return new PluginChain.Connection(
                request.allocationId(), namespaces.path(name).toString(), request);
    }

    private PluginChain chain(String mode) throws NetworkException {
        if (mode.equals("bridge")) {
            return new PluginChain(plugins, BridgeNetwork.of(settings));
        }
        if (mode.equals("none")) {
            return new PluginChain(plugins, new Conflist("none", "0.4.0", List.of(Map.of("type", "loopback"))));
        }
        String name = mode.substring("cni/".length());
        Conflist network = Conflist.in(settings.configFolder()).get(name);
        if (network == null) {
            throw new NetworkException("no file in " + settings.configFolder() + " describes the CNI network \"" + name
                    + "\"; add one, or name its folder in client.cni_config_dir");
        }
        return new PluginChain(plugins, network);
    }

    private GroupNetwork describe(NetworkRecord record, Path own) throws IOException {
        NetworkRequest request = record.request();
        AllocNetworkStatus status = new PluginResult(record.result()).status(request.dns());
        String hostname = request.hostname().isEmpty()
                ? request.allocationId()
                        .substring(
                                0, Math.min(NODE_LETTERS, request.allocationId().length()))
                : request.hostname();
        NameFiles files = NameFiles.write(own, hostname, status);
        return new GroupNetwork(
                status,
                new Surroundings.Network(
                        namespaces.path(name(request.allocationId())), hostname, files.hosts(), files.resolver()));
    }

    private String name(String allocationId) {
        return prefix + allocationId;
    }

    /** Takes the network of an allocation away; one that has none is none the worse. */
    public void remove(String allocationId) throws InterruptedException {
        made.remove(allocationId);
        turns.acquire();
        try {
            undo(allocationId, folder.resolve(allocationId));
        } finally {
            turns.release();
        }
    }

    private void undo(String allocationId, Path own) throws InterruptedException {
        try {
            Optional<NetworkRecord> record = NetworkRecord.read(own);
            if (record.isPresent()) {
                disconnect(record.get());
            }
            namespaces.delete(name(allocationId));
            delete(own);
        } catch (NetworkException | IOException fault) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the network of allocation {0} is not wholly taken away, the next start of the agent tries again: {1}",
                    allocationId,
                    fault.getMessage());
        }
    }

    /** What a plugin could not undo must not keep the namespace, which takes most of it along. */
    private void disconnect(NetworkRecord record) throws InterruptedException {
        NetworkRequest request = record.request();
        try {
            chain(request.mode()).disconnect(connection(request), record.result());
        } catch (NetworkException fault) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the network of allocation {0}: {1}",
                    request.allocationId(),
                    fault.getMessage());
        }
    }

    private static void delete(Path own) throws IOException {
        if (Files.isDirectory(own)) {
            try (Stream<Path> files = Files.walk(own)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Takes away what earlier processes of the agent have left.
     *
     * @param known tells of the id of an allocation whether it is still to be run here
     */
    public void sweep(Predicate<String> known) throws InterruptedException {
        try {
            List<String> left = new ArrayList<>(namespaces.named(prefix).stream()
                    .map(name -> name.substring(prefix.length()))
                    .toList());
            if (Files.isDirectory(folder)) {
                try (Stream<Path> records = Files.list(folder)) {
                    records.map(record -> record.getFileName().toString()).forEach(left::add);
                }
            }
            for (String allocationId : left.stream().distinct().toList()) {
                if (!known.test(allocationId)) {
                    LOGGER.log(System.Logger.Level.INFO, "the network of allocation {0} is swept away", allocationId);
                    remove(allocationId);
                }
            }
        } catch (NetworkException | IOException fault) {
            LOGGER.log(System.Logger.Level.WARNING, "networks cannot be swept: {0}", fault.getMessage());
        }
    }
}
