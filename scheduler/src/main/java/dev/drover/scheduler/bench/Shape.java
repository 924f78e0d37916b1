package dev.drover.scheduler.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is special about the job, or about the cluster, that is measured. */
public enum Shape {
    PLAIN("one task, nothing but CPU, memory and disk"),
    SPREAD("spread evenly over the racks"),
    CONSTRAINT("three constraints, which about half of the nodes meet"),
    AFFINITY("two affinities, one for and one against"),
    DISTINCT_HOSTS("no two allocations on a node"),
    DEVICES("one GPU each; every node has four"),
    PORTS("one static and two dynamic ports each"),
    PREEMPTION("every node is full of allocations of lower priority"),
    SYSTEM("one allocation on every node");

    private final String meaning;

    Shape(String meaning) {
        this.meaning = meaning;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    /**
     * The shape of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Shape of(String word) {
        String wanted = word.equals("basic") ? PLAIN.word() : word;
        return Arrays.stream(values())
                .filter(shape -> shape.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("-shape " + word + " is none of "
                        + Arrays.stream(values()).map(Shape::word).collect(Collectors.joining(", "))));
    }
}
