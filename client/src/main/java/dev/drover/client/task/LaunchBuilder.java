package dev.drover.client.task;

import dev.drover.artifact.ArtifactException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.LogTarget;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.Resources;
import dev.drover.model.job.Task;
import dev.drover.model.node.Node;
import dev.drover.network.GroupNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Prepares a task step by step (folders, payload, artifacts, templates, environment) and says in the end what the driver is to start. */
final class LaunchBuilder {
    private static final int LOG_FILES = 10;
    private static final int LOG_FILE_MEBIBYTES = 10;

    private static final int SECRETS_MEBIBYTES = 1;

    private final TaskSpec spec;
    private final TaskSite site;
    private final AllocFolders folders;
    private final FileIsolation isolation;

    LaunchBuilder(TaskSpec spec, TaskSite site, AllocFolders folders, FileIsolation isolation) {
        this.spec = spec;
        this.site = site;
        this.folders = folders;
        this.isolation = isolation;
    }

    /** What is needed to start a task and to keep its files up to date. */
    record Prepared(TaskLaunch launch, TaskTemplates templates, TaskIdentities identities) {}

    /**
     * Makes folders and files; artifacts and tokens before templates, which may read them.
     *
     * @throws IdentityException when the servers do not sign what the task asks for
     * @throws ArtifactException when an artifact cannot be fetched
     */
    Prepared prepare(Consumer<TaskEvent> tell)
            throws SetupException, ArtifactException, IdentityException, InterruptedException {
        Task task = spec.task();
        try {
            folders.createTask(task.name(), isolation, secretBytes(task));
            new TaskPayload(folders, task).write(spec.job().payload());
            TaskEnvironment bare = environment(Map.of());
            TaskPlaces places = new TaskPlaces(folders, task.name(), isolation);
            new TaskArtifacts(site.inputs().artifacts(), places, bare.interpolation(), spec).fetch(site.events(), tell);
            TaskIdentities identities = identities();
            Map<String, String> fromFiles = new LinkedHashMap<>(identities.first());
            TaskTemplates templates = templates();
            fromFiles.putAll(templates.first(site.events(), tell));
            TaskEnvironment environment = environment(fromFiles);
            TaskLaunch launch = launch(environment, mounts(environment, tell));
            giveSecretsTo(launch.user());
            return new Prepared(launch, templates, identities);
        } catch (IOException | IllegalArgumentException fault) {
            throw new SetupException("the task's files cannot be made: " + fault);
        }
    }

    private static long secretBytes(Task task) {
        Resources resources = task.resources();
        Integer mebibytes = resources == null ? null : resources.secretsMb();
        return (mebibytes == null || mebibytes <= 0 ? SECRETS_MEBIBYTES : mebibytes) * 1024L * 1024L;
    }

    TaskTemplates templates() throws SetupException {
        String name = spec.task().name();
        return TaskTemplates.of(
                spec.task().templates(),
                new TaskPlaces(folders, name, isolation),
                environment(Map.of()),
                site.inputs().templates(),
                site.clock());
    }

    TaskIdentities identities() {
        return new TaskIdentities(
                spec,
                new TaskPlaces(folders, spec.task().name(), isolation),
                site.signer(),
                environment(Map.of()).interpolation().text(spec.task().user()));
    }

    /** What a task that runs already was started with, as far as it can be told without touching its files. */
    TaskLaunch describe() {
        return launch(environment(Map.of()), List.of());
    }

    private List<Surroundings.Mount> mounts(TaskEnvironment environment, Consumer<TaskEvent> tell)
            throws SetupException {
        List<Surroundings.Mount> mounts =
                new VolumeMounts(spec, site.node().get().hostVolumes(), environment.interpolation()).all();
        if (isolation != FileIsolation.NONE || mounts.isEmpty()) {
            return mounts;
        }
        String notice =
                "Tasks of driver " + spec.task().driver() + " see the host's own files: a volume is at its path there";
        tell.accept(site.events().driverMessage(notice));
        return List.of();
    }

    private TaskEnvironment environment(Map<String, String> fromFiles) {
        AllocNetworkStatus status = network().map(GroupNetwork::status).orElse(null);
        return TaskEnvironment.build(new TaskEnvironment.Source(
                AllocationBuilder.builder(spec.allocation())
                        .networkStatus(status)
                        .build(),
                spec.job(),
                spec.group(),
                spec.task(),
                site.node().get(),
                site.region(),
                isolation,
                folders,
                site.hostVariables(),
                site.parentGroup(),
                fromFiles));
    }

    private TaskLaunch launch(TaskEnvironment environment, List<Surroundings.Mount> mounts) {
        Task task = spec.task();
        Node node = site.node().get();
        String name = task.name();
        return new TaskLaunch(
                spec.allocation().id(),
                spec.allocation().name(),
                spec.allocation().namespace(),
                spec.job().id(),
                spec.job().name(),
                spec.group().name(),
                node.id(),
                node.name(),
                task,
                environment.interpolation().config(task.config()),
                environment.variables(),
                environment.interpolation().text(task.user()),
                resources(),
                PortVariables.bindings(spec.allocation(), name),
                new TaskLaunch.Directories(
                        folders.root(),
                        folders.shared(),
                        folders.task(name),
                        folders.local(name),
                        folders.secrets(name)),
                new Surroundings(network().map(GroupNetwork::attachment), mounts),
                log("stdout"),
                log("stderr"));
    }

    private Optional<GroupNetwork> network() {
        return site.networks().of(spec.allocation().id());
    }

    private AllocatedTaskResources resources() {
        AllocatedResources allocated = spec.allocation().allocatedResources();
        AllocatedTaskResources own =
                allocated == null ? null : allocated.tasks().get(spec.task().name());
        return own == null ? new AllocatedTaskResources(null, null, List.of(), List.of()) : own;
    }

    private LogTarget log(String output) {
        LogConfig config = spec.task().logConfig();
        Integer files = config == null ? null : config.maxFiles();
        Integer mebibytes = config == null ? null : config.maxFileSizeMb();
        return new LogTarget(
                folders.logs(),
                spec.task().name() + "." + output,
                files == null ? LOG_FILES : files,
                (mebibytes == null ? LOG_FILE_MEBIBYTES : mebibytes) * 1024L * 1024L,
                config == null || !config.disabled());
    }

    /** The folder of secrets is its owner's only, so a task that runs as another user must own it. */
    private void giveSecretsTo(String user) throws IOException {
        if (!user.isEmpty() && isolation == FileIsolation.NONE && "root".equals(System.getProperty("user.name"))) {
            Path secrets = folders.secrets(spec.task().name());
            var owners = secrets.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(secrets, owners.lookupPrincipalByName(user));
        }
    }
}
