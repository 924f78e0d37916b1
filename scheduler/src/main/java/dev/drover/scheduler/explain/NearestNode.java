package dev.drover.scheduler.explain;

import java.util.List;

/**
 * The node that would need least to take the group.
 *
 * @param lacks what speaks against it, as the end of a sentence that begins with the node: {@code lacks 200 MHz cpu}
 * @param remedies what the job could ask for instead, in numbers; empty when asking for less would not do
 */
public record NearestNode(String id, String name, String lacks, List<String> remedies) {
    public NearestNode {
        remedies = List.copyOf(remedies);
    }
}
