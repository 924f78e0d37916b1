package dev.drover.driver;

import java.util.List;

/** What a task uses at one moment. Each part names what its source can measure, in the words of the wire; the rest is 0. */
public record TaskUsage(Processor processor, Memory memory, long timestampNanos) {
    /**
     * Processor time.
     *
     * @param percent share of one core over the last interval, in percent
     * @param userPercent the part of it that was spent outside of the kernel
     * @param systemPercent the part of it that was spent in the kernel
     * @param ticks MHz consumed over the last interval
     * @param throttledPeriods how often the task had to wait for its quota since it began
     * @param throttledNanos for how long
     */
    public record Processor(
            double percent,
            double userPercent,
            double systemPercent,
            double ticks,
            long throttledPeriods,
            long throttledNanos,
            List<String> measured) {
        public Processor {
            measured = List.copyOf(measured);
        }
    }

    /**
     * Memory of all processes of the task, in bytes.
     *
     * @param resident what no file backs
     * @param cache of files that were read or written
     * @param swap what is on disk instead
     * @param mappedFile files that are mapped
     * @param usage all that counts against the limit
     * @param maxUsage the most that {@code usage} ever was
     * @param kernelUsage what the kernel holds for the task
     */
    public record Memory(
            long resident,
            long cache,
            long swap,
            long mappedFile,
            long usage,
            long maxUsage,
            long kernelUsage,
            List<String> measured) {
        public Memory {
            measured = List.copyOf(measured);
        }
    }

    /** For sources that know no more than this. */
    public TaskUsage(double cpuPercent, double cpuTicks, long residentBytes, long timestampNanos) {
        this(
                new Processor(cpuPercent, 0, 0, cpuTicks, 0, 0, List.of("Percent", "Total Ticks")),
                new Memory(residentBytes, 0, 0, 0, residentBytes, 0, 0, List.of("RSS", "Usage")),
                timestampNanos);
    }

    /** Share of one core over the last interval, in percent. */
    public double cpuPercent() {
        return processor.percent();
    }

    /** MHz consumed over the last interval. */
    public double cpuTicks() {
        return processor.ticks();
    }

    public long residentBytes() {
        return memory.resident();
    }
}
