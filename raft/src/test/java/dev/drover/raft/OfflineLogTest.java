package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OfflineLogTest {
    @TempDir
    private Path folder;

    @Test
    void the_log_of_a_server_that_has_ended_can_be_read_and_replayed() throws Exception {
        Path of;
        try (TestGroup group = TestGroup.of(folder, "a")) {
            TestGroup.Server server = group.leader();
            server.propose("one");
            server.propose("two");
            server.log().snapshot();
            server.propose("three");
            of = group.folder("a");
        }
        OfflineLog log = OfflineLog.open(of);
        List<String> commands = new ArrayList<>();
        log.read(entry -> entry.commands()
                .forEach(command -> commands.add(new String(command, java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(commands).endsWith("three");
        OfflineLog.Summary summary = log.summary();
        assertThat(summary.peers()).extracting(ReplicatedLog.Peer::id).containsExactly("a");
        assertThat(summary.snapshotIndex()).isPresent();
        assertThat(summary.lastIndex()).isGreaterThan(summary.snapshotIndex().getAsLong());

        TestMachine whole = new TestMachine();
        log.replay(whole, Long.MAX_VALUE);
        assertThat(whole.applied()).containsExactly("one", "two", "three");
        TestMachine early = new TestMachine();
        log.replay(early, summary.snapshotIndex().getAsLong());
        assertThat(early.applied()).containsExactly("one", "two");
    }

    @Test
    void where_there_is_no_log_is_said() {
        assertThatThrownBy(() -> OfflineLog.open(folder)).hasMessageContaining("there is no log of a server in");
    }
}
