package dev.drover.scheduler.preemption;

import dev.drover.state.usage.AllocationUse;
import java.util.List;

/**
 * How far what an allocation would free is from what is needed, as published: the length of the vector of the relative differences in
 * CPU, memory and disk. The nearest one frees what is needed with the least waste.
 */
record Distance(double cpuMhz, double memoryMb, double diskMb) {
    private static final double PENALTY = 50.0;

    static Distance to(AllocationUse ask) {
        return new Distance((double) ask.cpuMhz(), (double) ask.memoryMb(), (double) ask.diskMb());
    }

    /** To what is still needed once these have left. */
    Distance after(List<Candidate> leaving) {
        double cpu = cpuMhz;
        double memory = memoryMb;
        double disk = diskMb;
        for (Candidate candidate : leaving) {
            cpu -= candidate.use().cpuMhz();
            memory -= candidate.use().memoryMb();
            disk -= candidate.use().diskMb();
        }
        return new Distance(cpu, memory, disk);
    }

    double of(AllocationUse use) {
        double memory = relative(memoryMb, use.memoryMb());
        double cpu = relative(cpuMhz, use.cpuMhz());
        double disk = relative(diskMb, use.diskMb());
        return Math.sqrt(memory * memory + cpu * cpu + disk * disk);
    }

    /** A group that has lost as many already as it allows at once is farther away with each further one. */
    double of(Candidate candidate, Evictions evictions) {
        int lost = evictions.of(candidate.allocation());
        boolean tooMany = candidate.maxParallel() > 0 && lost >= candidate.maxParallel();
        return of(candidate.use()) + (tooMany ? PENALTY * (lost + 1 - candidate.maxParallel()) : 0);
    }

    private static double relative(double ask, long used) {
        return ask > 0 ? (ask - used) / ask : 0;
    }
}
