package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.ScalingEvent;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BiFunction;

/** Histories of commands at random. */
public final class Histories {
    private static final int STEPS = 80;

    private Histories() {}

    /** Commands at random, about a few jobs, nodes and allocations so that they meet often. */
    public static List<Command> random(long seed, boolean withGarbage) {
        return random(seed, (random, state) -> command(random, state, withGarbage));
    }

    /** As {@link #random}, with commands of every kind between. */
    public static List<Command> wide(long seed) {
        return random(
                seed,
                (random, state) ->
                        random.nextBoolean() ? command(random, state, true) : OtherCommands.any(random, state));
    }

    private static List<Command> random(long seed, BiFunction<Random, State, Command> next) {
        Random random = new Random(seed);
        List<Command> history = new ArrayList<>();
        State state = State.initial();
        for (int step = 0; step < STEPS; step++) {
            Command command = next.apply(random, state);
            history.add(command);
            state = StateMachine.apply(state, state.index() + 1, command);
        }
        return history;
    }

    private static Command command(Random random, State state, boolean withGarbage) {
        String job = "j" + random.nextInt(3);
        Job current = state.job(Samples.id(job)).orElse(Samples.job(job, 1));
        String allocation = "a" + random.nextInt(12);
        return switch (random.nextInt(withGarbage ? 10 : 9)) {
            case 0 -> Samples.register(Samples.job(job, 1 + random.nextInt(4)));
            case 1, 2 -> place(random, state, current, allocation);
            case 3 -> Samples.stop(current, allocation);
            case 4 -> report(random, allocation);
            case 5 ->
                new EvaluationCommand.Upsert(List.of(Samples.evaluation(
                        "e" + random.nextInt(6) + job, job, any(random, EvaluationStatus.values()))));
            case 6 -> new JobCommand.Deregister(Samples.id(job), random.nextInt(4) == 0, Samples.NOW, Optional.empty());
            case 7 -> scale(random, current);
            case 8 ->
                new JobCommand.Register(
                        Samples.job(job, 1 + random.nextInt(4)),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.of(random.nextBoolean() ? current.jobModifyIndex() : random.nextInt(STEPS)),
                        random.nextInt(4));
            default ->
                new GarbageCommand.Delete(
                        List.of("e" + random.nextInt(6) + job), List.of(allocation), List.of(), List.of());
        };
    }

    /** Sometimes of a job that is not there, sometimes only a note. */
    private static Command scale(Random random, Job job) {
        long before = Objects.requireNonNull(job.taskGroups().getFirst().count());
        boolean note = random.nextInt(3) == 0;
        Job scaled = Samples.job(job.id(), 1 + random.nextInt(6));
        ScalingEvent event = new ScalingEvent(null, before, note, "by the test", Map.of(), null, 1, 0);
        return new JobCommand.Scale(
                JobId.of(job), note ? Optional.empty() : Optional.of(scaled), "web", event, Optional.empty(), 0);
    }

    private static Command place(Random random, State state, Job job, String id) {
        Optional<Allocation> existing = state.allocation(id);
        String owner = existing.map(Allocation::jobId).orElse(job.id());
        String node = existing.map(Allocation::nodeId).orElse("n" + random.nextInt(3));
        Job of = state.job(Samples.id(owner)).orElse(Samples.job(owner, 1));
        Job own = existing.map(Allocation::job).orElse(of);
        return Samples.place(own == null ? of : own, Samples.allocation(id, owner, node, random.nextInt(20)));
    }

    private static Command report(Random random, String id) {
        return new AllocationCommand.UpdateFromClient(
                List.of(AllocationBuilder.builder()
                        .id(id)
                        .clientStatus(any(random, ClientStatus.values()))
                        .build()),
                Samples.NOW,
                List.of());
    }

    private static <T> T any(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
