package dev.drover.scheduler.bench;

/** How full a cluster was when it had to refuse something for the first time. */
record Fill(int allocations, int nodesInUse, long mhz, long memoryMb) {
    /** So many nodes the volume would take at least, however it were cut up. */
    int bound() {
        double cpu = (double) mhz / SyntheticNodes.MHZ;
        double memory = (double) memoryMb / SyntheticNodes.MEMORY_MB;
        return (int) Math.ceil(Math.max(cpu, memory));
    }

    /** Nodes in use for each that the volume would take at least. */
    double overhead() {
        return (double) nodesInUse / bound();
    }
}
