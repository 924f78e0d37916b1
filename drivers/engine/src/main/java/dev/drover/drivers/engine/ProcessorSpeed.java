package dev.drover.drivers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How fast one core of this machine is, to turn shares of MHz into shares of a core and back. */
public final class ProcessorSpeed {
    private static final Path MAXIMUM = Path.of("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq");
    private static final Path CURRENT = Path.of("/proc/cpuinfo");
    private static final double UNKNOWN = 1000;

    private ProcessorSpeed() {}

    /** MHz of one core; 1000 where the system does not tell. */
    public static double megahertz() {
        try {
            if (Files.isReadable(MAXIMUM)) {
                return Double.parseDouble(Files.readString(MAXIMUM).strip()) / 1000;
            }
            try (Stream<String> lines = Files.lines(CURRENT)) {
                return lines.filter(line -> line.startsWith("cpu MHz"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .mapToDouble(Double::parseDouble)
                        .findFirst()
                        .orElse(UNKNOWN);
            }
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
