package dev.drover.scheduler.preemption;

import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.scheduler.room.VolumeNeeds;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who would have to leave to mend one shortfall, or to get nearer to that. */
final class Relief {
    private final NodeRoom room;
    private final List<Candidate> candidates;
    private final Evictions evictions;
    private final Distance distance;

    /**
     * Looks among these candidates.
     *
     * @param room what there is without those who leave already
     * @param candidates those who are left, the least important first
     * @param distance to what is still needed
     */
    Relief(NodeRoom room, List<Candidate> candidates, Evictions evictions, Distance distance) {
        this.room = room;
        this.candidates = candidates;
        this.evictions = evictions;
        this.distance = distance;
    }

    /** The next ones to leave; none when nobody can mend it. */
    List<Candidate> of(Shortfall shortfall) {
        return switch (shortfall) {
            case Shortfall.Amount amount -> nearest(candidate -> holds(candidate.use(), amount.dimension()));
            case Shortfall.Allocations full -> nearest(candidate -> true);
            case Shortfall.Cores cores -> ofCores(cores.asked() - cores.free());
            case Shortfall.NumaCores cores -> ofHardware();
            case Shortfall.Devices devices -> ofDevices(devices);
            case Shortfall.PortHeld port -> ofPort(port);
            case Shortfall.DynamicPorts port ->
                nearest(candidate -> !candidate.use().ports().isEmpty());
            case Shortfall.VolumeClaimed volume -> ofVolume(volume.source());
            case Shortfall.NoAddress nowhere -> List.of();
            case Shortfall.OverQuota quota -> List.of();
            case Shortfall.CsiVolume volume -> List.of();
        };
    }

    private static boolean holds(AllocationUse use, Shortfall.Dimension dimension) {
        return switch (dimension) {
            case CPU -> use.cpuMhz() > 0;
            case MEMORY -> use.memoryMb() > 0;
            case DISK -> use.diskMb() > 0;
        };
    }

    /** The nearest of the least important ones. */
    private List<Candidate> nearest(Predicate<Candidate> helps) {
        Candidate best = null;
        double least = 0;
        for (Candidate candidate : candidates) {
            if (best != null && candidate.priority() > best.priority()) {
                break;
            }
            if (helps.test(candidate)) {
                double far = distance.of(candidate, evictions);
                if (best == null || far < least) {
                    best = candidate;
                    least = far;
                }
            }
        }
        return best == null ? List.of() : List.of(best);
    }

    /** Of equally unimportant ones the one that frees just enough, else the one that frees most. */
    private List<Candidate> ofCores(int missing) {
        return candidates.stream()
                .filter(candidate -> !candidate.use().cores().isEmpty())
                .min(Comparator.comparingInt(Candidate::priority)
                        .thenComparing(candidate -> candidate.use().cores().size() < missing)
                        .thenComparingInt(
                                candidate -> Math.abs(candidate.use().cores().size() - missing)))
                .map(List::of)
                .orElse(List.of());
    }

    private List<Candidate> ofHardware() {
        return nearest(candidate ->
                !candidate.use().cores().isEmpty() || !candidate.use().devices().isEmpty());
    }

    /** The device group that costs least, taken from its least important holders. */
    private List<Candidate> ofDevices(Shortfall.Devices devices) {
        return cheapest(devices.options().stream()
                .map(keys -> holders(keys, devices.asked()))
                .flatMap(Optional::stream)
                .toList());
    }

    /** Those who have to leave so that enough of these instances are free; empty when some of them never will be. */
    private Optional<List<Candidate>> holders(List<String> keys, long asked) {
        List<Candidate> leaving = new ArrayList<>();
        long free = keys.stream().filter(this::isFree).count();
        for (Candidate candidate : candidates) {
            long held =
                    keys.stream().filter(candidate.use().devices()::contains).count();
            if (free < asked && held > 0) {
                leaving.add(candidate);
                free += held;
            }
        }
        return free < asked || leaving.isEmpty() ? Optional.empty() : Optional.of(leaving);
    }

    private boolean isFree(String device) {
        return !room.usage().devices().contains(device);
    }

    private List<Candidate> ofPort(Shortfall.PortHeld port) {
        return cheapest(port.places().stream()
                .map(place -> candidates.stream()
                        .filter(candidate -> candidate.use().ports().stream().anyMatch(held -> clash(held, place)))
                        .toList())
                .filter(holders -> isFreeWithout(holders, port))
                .toList());
    }

    private static boolean clash(HostPort held, HostPort place) {
        boolean sameAddress = held.address().isEmpty()
                || place.address().isEmpty()
                || held.address().equals(place.address());
        return sameAddress && held.port() == place.port();
    }

    /** Someone more important may hold it as well, and then nobody needs to leave in vain. */
    private boolean isFreeWithout(List<Candidate> holders, Shortfall.PortHeld port) {
        NodeRoom after = room.without(Candidate.allocations(holders));
        return !holders.isEmpty()
                && port.places().stream().anyMatch(place -> !after.usage().holdsPort(place.address(), place.port()));
    }

    private List<Candidate> ofVolume(String source) {
        return candidates.stream()
                .filter(candidate ->
                        VolumeNeeds.exclusive(candidate.allocation()).contains(source))
                .toList();
    }

    private static List<Candidate> cheapest(List<List<Candidate>> options) {
        return options.stream().min(Comparator.comparingDouble(NetPriority::of)).orElse(List.of());
    }
}
