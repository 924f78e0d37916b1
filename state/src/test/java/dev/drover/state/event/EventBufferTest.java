package dev.drover.state.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.job.Job;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.wire.Json;
import dev.drover.state.JobId;
import dev.drover.state.Realistic;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.VolumeId;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.VolumeCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventBufferTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LONG = Duration.ofSeconds(15);

    private final Realistic realistic = new Realistic(3, 3);
    private final StateStore store = new StateStore(5);

    private State apply(Command command) {
        return store.apply(store.snapshot().index() + 1, command);
    }

    private EventCursor all() {
        return store.events().subscribe(Subscription.all(0));
    }

    private static EventBatch next(EventCursor cursor) throws Exception {
        return cursor.next(LONG).orElseThrow();
    }

    private Job placed(int count) {
        Job job = realistic.job("web");
        apply(realistic.register(job));
        Job registered = store.snapshot().job(JobId.of(job)).orElseThrow();
        apply(realistic.plan(registered, count));
        return registered;
    }

    @Test
    void a_registration_tells_of_job_and_evaluation() throws Exception {
        EventCursor cursor = all();
        apply(realistic.register(realistic.job("web")));
        EventBatch batch = next(cursor);
        assertThat(batch.index()).isEqualTo(1);
        assertThat(batch.events()).extracting(Event::topic).containsExactly(Topic.JOB, Topic.EVALUATION);
        assertThat(batch.events()).extracting(Event::type).containsOnly("JobRegistered");
        assertThat(batch.events().getFirst().key()).isEqualTo("web");
        assertThat(batch.events().getLast().filterKeys()).containsExactly("web", "");
    }

    @Test
    void a_plan_tells_of_allocations_deployment_and_job_without_repeating_the_job() throws Exception {
        EventCursor cursor = all();
        placed(2);
        next(cursor);
        EventBatch batch = next(cursor);
        assertThat(batch.events()).extracting(Event::type).containsOnly("PlanResult");
        assertThat(batch.events())
                .extracting(Event::topic)
                .containsExactly(Topic.JOB, Topic.ALLOCATION, Topic.ALLOCATION, Topic.DEPLOYMENT);
        Payloads.OfAllocation payload =
                (Payloads.OfAllocation) batch.events().get(1).payload();
        assertThat(payload.allocation().job()).isNull();
    }

    @Test
    void a_purged_job_is_told_as_deleted() throws Exception {
        apply(realistic.register(realistic.job("web")));
        EventCursor cursor = store.events().subscribe(Subscription.all(2));
        apply(new JobCommand.Deregister(new JobId("default", "web"), true, NOW, Optional.empty()));
        Event event = next(cursor).events().getFirst();
        assertThat(event.type()).isEqualTo("JobDeregistered");
        assertThat(((Payloads.OfJob) event.payload()).deleted()).isTrue();
    }

    @Test
    void a_node_is_told_without_its_secret() throws Exception {
        EventCursor cursor = all();
        apply(new NodeCommand.Register(
                NodeBuilder.builder(realistic.nodes().getFirst())
                        .secretId("hush")
                        .build(),
                NOW,
                List.of()));
        EventBatch batch = next(cursor);
        assertThat(batch.events()).extracting(Event::type).containsOnly("NodeRegistration");
        assertThat(Json.write(batch)).doesNotContain("hush");
    }

    @Test
    void volumes_are_told_without_their_secrets_when_they_come_and_go() throws Exception {
        EventCursor cursor = all();
        CSIVolume volume = CSIVolumeBuilder.builder()
                .id("vol")
                .namespace("default")
                .pluginId("ebs")
                .secrets(Map.of("key", "hunter2"))
                .build();
        apply(new VolumeCommand.RegisterCsi(List.of(volume), NOW));
        apply(new VolumeCommand.DeregisterCsi(VolumeId.of(volume), false));
        assertThat(next(cursor).events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("CSIVolumeRegistered");
            assertThat(event.filterKeys()).contains("vol", "ebs");
            assertThat(Json.write(event)).contains("\"Volume\"").doesNotContain("hunter2");
        });
        assertThat(next(cursor).events()).extracting(Event::type).containsExactly("CSIVolumeDeregistered");
    }

    @Test
    void node_pools_are_told_when_they_come_and_go() throws Exception {
        EventCursor cursor = all();
        apply(new SettingsCommand.UpsertNodePools(
                List.of(NodePoolBuilder.builder().name("gpu").build())));
        apply(new SettingsCommand.DeleteNodePools(List.of("gpu")));
        assertThat(next(cursor).events()).extracting(Event::type).containsExactly("NodePoolUpserted");
        assertThat(next(cursor).events()).extracting(Event::type).containsExactly("NodePoolDeleted");
    }

    @Test
    void events_have_the_shape_of_the_wire() throws Exception {
        EventCursor cursor = all();
        apply(realistic.register(realistic.job("web")));
        Map<String, Object> json = Json.readObject(Json.writeBytes(next(cursor)));
        assertThat(json).containsOnlyKeys("Index", "Events");
        assertThat(json.get("Events"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .first(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("Topic", "Job")
                .containsEntry("Type", "JobRegistered")
                .containsEntry("Key", "web")
                .containsEntry("Namespace", "default")
                .containsEntry("Index", 1L)
                .containsKey("Payload");
    }

    @Test
    void a_subscriber_gets_its_topics_keys_and_namespaces_only() throws Exception {
        Job job = placed(3);
        EventCursor byJob = store.events()
                .subscribe(new Subscription(Map.of("Allocation", Set.of(job.id())), Set.of("default"), 0));
        assertThat(next(byJob).events()).hasSize(3).extracting(Event::topic).containsOnly(Topic.ALLOCATION);
        EventCursor elsewhere =
                store.events().subscribe(new Subscription(Map.of("*", Set.of("*")), Set.of("other"), 0));
        assertThat(elsewhere.next(Duration.ZERO)).isEmpty();
        EventCursor otherKey =
                store.events().subscribe(new Subscription(Map.of("Job", Set.of("another")), Set.of("*"), 0));
        assertThat(otherKey.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void a_subscription_from_an_index_leaves_out_what_was_before() throws Exception {
        placed(1);
        EventCursor cursor = store.events().subscribe(Subscription.all(2));
        assertThat(next(cursor).index()).isEqualTo(2);
        assertThat(cursor.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void a_waiting_subscriber_gets_events_as_they_come() throws Exception {
        EventCursor cursor = all();
        FutureTask<EventBatch> task = new FutureTask<>(() -> next(cursor));
        Thread thread = Thread.ofVirtual().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        apply(realistic.register(realistic.job("web")));
        assertThat(task.get(10, TimeUnit.SECONDS).index()).isEqualTo(1);
    }

    @Test
    void a_subscriber_that_falls_out_of_the_buffer_is_told_so() throws Exception {
        EventCursor slow = all();
        for (int number = 0; number < 6; number++) {
            apply(realistic.register(realistic.job("job-" + number)));
        }
        assertThatThrownBy(() -> slow.next(LONG))
                .isInstanceOf(EventsLostException.class)
                .hasMessageContaining("too slow")
                .hasMessageContaining("1 changes");
        assertThat(next(all()).index()).isEqualTo(2);
    }

    @Test
    void a_closed_cursor_ends_the_wait() throws Exception {
        EventCursor cursor = all();
        FutureTask<Optional<EventBatch>> task = new FutureTask<>(() -> cursor.next(LONG));
        Thread thread = Thread.ofVirtual().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        cursor.close();
        assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(EventsLostException.class);
    }

    @Test
    void a_replaced_state_ends_all_subscriptions_with_the_reason() throws Exception {
        placed(1);
        EventCursor cursor = all();
        EventCursor atTheEnd = store.events().subscribe(Subscription.all(99));
        store.restore(store.snapshot());
        assertThatThrownBy(() -> cursor.next(LONG))
                .isInstanceOf(EventsLostException.class)
                .hasMessageContaining("snapshot");
        assertThatThrownBy(() -> atTheEnd.next(LONG)).isInstanceOf(EventsLostException.class);
        EventCursor fresh = all();
        apply(realistic.register(realistic.job("next")));
        assertThat(next(fresh).index()).isEqualTo(3);
    }
}
