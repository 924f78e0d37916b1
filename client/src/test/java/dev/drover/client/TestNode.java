package dev.drover.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.data.RemoteData;
import dev.drover.client.node.NodeIdentity;
import dev.drover.drivers.rawexec.RawExecDriver;
import dev.drover.keeper.process.LocalProcessHost;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import dev.drover.template.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A node agent with servers and a driver that tests play. */
final class TestNode implements AutoCloseable {
    final FakeServers servers = new FakeServers();
    final FakeDriver driver = new FakeDriver();
    final Client client;
    private final Path directory;

    TestNode(Path directory, UnaryOperator<ClientConfig> change) {
        this(directory, change, Sources.none());
    }

    TestNode(Path directory, UnaryOperator<ClientConfig> change, Sources sources) {
        this(directory, change, sources, RemoteData.NONE);
    }

    TestNode(Path directory, UnaryOperator<ClientConfig> change, Sources sources, RemoteData remote) {
        this.directory = directory;
        RawExecDriver rawExec = new RawExecDriver(
                LocalProcessHost.passing(directory.resolve("processes"), () -> 1000),
                new RawExecDriver.Options(true, List.of()));
        ClientConfig config = change.apply(ClientConfig.dev(directory.resolve("alloc")));
        this.client = Client.start(
                config, NodeIdentity.of(config.stateDir()), servers, List.of(rawExec, driver), sources, remote);
    }

    TestNode(Path directory) {
        this(directory, config -> config);
    }

    static Predicate<Allocation> is(ClientStatus status) {
        return allocation -> allocation.clientStatus() == status;
    }

    static TaskState state(Allocation allocation, String task) {
        TaskState state = allocation.taskStates().get(task);
        assertThat(state).isNotNull();
        return state;
    }

    static List<String> events(Allocation allocation, String task) {
        return state(allocation, task).events().stream().map(TaskEvent::type).toList();
    }

    Allocation run(Allocation allocation, ClientStatus until) throws InterruptedException {
        servers.want(allocation);
        return servers.awaitReport(allocation.id(), is(until));
    }

    Path folder(Allocation allocation) {
        return directory.resolve("alloc", allocation.id());
    }

    String log(Allocation allocation, String name) throws IOException {
        return Files.readString(folder(allocation).resolve("alloc/logs").resolve(name));
    }

    @Override
    public void close() {
        client.close();
    }
}
