package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobVersionTag;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobTagsTest {
    private static final JobId WEB = Samples.id("web");

    private static Command tag(long version, String name) {
        return new JobCommand.SetTag(WEB, version, new JobVersionTag(name, "as released", 5));
    }

    private static Command register(int count) {
        return Samples.register(Samples.job("web", count));
    }

    private static State then(State state, Command command) {
        return StateMachine.apply(state, state.index() + 1, command);
    }

    @Test
    void a_tagged_version_is_never_dropped() {
        State state = Samples.after(register(1), tag(0, "first"));
        for (int count = 2; count <= 12; count++) {
            state = then(state, register(count));
        }
        assertThat(state.jobVersions(WEB)).extracting(Job::version).containsExactly(11L, 10L, 9L, 8L, 7L, 6L, 0L);
        assertThat(state.taggedVersion(WEB, "first"))
                .get()
                .extracting(Job::version)
                .isEqualTo(0L);
    }

    @Test
    void a_version_without_its_tag_is_dropped_with_the_next_registration() {
        State state = Samples.after(register(1), tag(0, "first"));
        for (int count = 2; count <= 8; count++) {
            state = then(state, register(count));
        }
        state = then(then(state, new JobCommand.RemoveTag(WEB, "first")), register(9));
        assertThat(state.jobVersions(WEB)).extracting(Job::version).containsExactly(8L, 7L, 6L, 5L, 4L, 3L);
    }

    @Test
    void the_next_version_begins_without_a_tag() {
        State state = Samples.after(register(1), tag(0, "first"));
        Job tagged = state.job(WEB).orElseThrow();
        assertThat(tagged.versionTag()).isEqualTo(new JobVersionTag("first", "as released", 5));
        assertThat(tagged.jobModifyIndex()).isEqualTo(1);
        assertThat(then(state, register(2)).job(WEB).orElseThrow().versionTag()).isNull();
    }

    @Test
    void a_name_belongs_to_one_version() {
        State state = Samples.after(register(1), register(2), tag(0, "golden"));
        assertThat(StateMachine.refusal(state, tag(1, "golden")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("already exists on a different version"));
        assertThat(then(state, tag(1, "golden")).taggedVersion(WEB, "golden"))
                .get()
                .extracting(Job::version)
                .isEqualTo(0L);
        assertThat(StateMachine.refusal(state, tag(0, "golden"))).isEmpty();
        assertThat(StateMachine.refusal(state, tag(7, "other")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("version 7 not found"));
        assertThat(StateMachine.refusal(state, new JobCommand.RemoveTag(WEB, "silver")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("\"silver\" not found"));
    }

    @Test
    void the_number_of_tagged_versions_has_a_limit() {
        List<Command> commands = new ArrayList<>();
        for (int count = 1; count <= JobTags.LIMIT; count++) {
            commands.add(register(count));
            commands.add(tag(count - 1, "v" + count));
        }
        commands.add(register(JobTags.LIMIT + 1));
        State state = Samples.after(commands.toArray(Command[]::new));
        assertThat(state.jobVersions(WEB)).hasSize(JobTags.LIMIT + 1);
        assertThat(StateMachine.refusal(state, tag(JobTags.LIMIT, "one-more")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("100 tagged versions"));
        assertThat(StateMachine.refusal(state, tag(0, "renamed"))).isEmpty();
    }

    @Test
    void whoever_waits_for_the_versions_hears_of_the_tag_of_an_older_one() {
        State state = Samples.after(register(1), register(2));
        Transition tagged = StateMachine.transition(state, 3, tag(0, "first"));
        assertThat(tagged.changed()).contains(new Watch.VersionsOfJob(WEB));
        assertThat(StateStore.index(tagged.state(), Set.of(new Watch.VersionsOfJob(WEB))))
                .isEqualTo(3);
    }
}
