package dev.drover.scheduler.ranking;

import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.NodeKind;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.feasibility.Veto;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which nodes could run one group if they had room. In a cluster of thousands of nodes there are a few kinds, and one of each is asked. */
final class Verdicts {
    private final Inventory inventory;
    private final Feasibility feasibility;
    private final boolean byKind;
    private final BitSet asked = new BitSet();

    /** By kind, or by the inventory's number of the node where the kind does not decide. */
    private final @Nullable Veto[] vetoes;

    Verdicts(Inventory inventory, Requirements requirements, Feasibility feasibility) {
        this.inventory = inventory;
        this.feasibility = feasibility;
        this.byKind = NodeKind.decides(requirements);
        this.vetoes = new Veto[byKind ? inventory.kinds() : inventory.size()];
    }

    /** Why the node with this number of the inventory cannot, or null when it can. */
    @Nullable
    Veto of(int number) {
        int which = byKind ? inventory.kind(number) : number;
        if (!asked.get(which)) {
            asked.set(which);
            vetoes[which] = feasibility.check(inventory.node(number)).orElse(null);
        }
        return vetoes[which];
    }
}
