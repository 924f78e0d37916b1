package dev.drover.model.validate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects faults under the path of the block that is being looked at. */
record Report(String path, List<Fault> faults, List<Fault> warnings) {
    static Report start() {
        return new Report("", new ArrayList<>(), new ArrayList<>());
    }

    Report in(String block) {
        return new Report(path.isEmpty() ? block : path + " > " + block, faults, warnings);
    }

    Report in(String block, String label) {
        return in(block + " \"" + label + "\"");
    }

    void fault(String problem, String remedy) {
        faults.add(new Fault(path, problem, remedy));
    }

    void faultIf(boolean wrong, String problem, String remedy) {
        if (wrong) {
            fault(problem, remedy);
        }
    }

    void warn(String problem, String remedy) {
        warnings.add(new Fault(path, problem, remedy));
    }

    void warnIf(boolean doubtful, String problem, String remedy) {
        if (doubtful) {
            warn(problem, remedy);
        }
    }

    void required(String name, String value) {
        faultIf(value.isBlank(), "missing " + name, "set " + name);
    }

    /** An empty value is left to {@link #required}. */
    void oneOf(String name, String value, Collection<String> allowed) {
        faultIf(
                !value.isEmpty() && !allowed.contains(value),
                name + " \"" + value + "\" is not known",
                "use one of " + String.join(", ", allowed));
    }

    void atLeast(String name, @Nullable Number value, long least) {
        faultIf(
                value != null && value.longValue() < least,
                name + " is " + value + " and must be at least " + least,
                "raise " + name);
    }

    void between(String name, @Nullable Number value, long least, long most) {
        faultIf(
                value != null && (value.longValue() < least || value.longValue() > most),
                name + " is " + value + " and must be between " + least + " and " + most,
                "choose a value in that range");
    }

    void notNegative(String name, @Nullable Duration value) {
        faultIf(value != null && value.isNegative(), name + " is negative", "use 0 or more");
    }

    void unique(String what, Collection<String> names) {
        List<String> seen = new ArrayList<>();
        for (String name : names) {
            faultIf(
                    seen.contains(name),
                    what + " \"" + name + "\" is defined more than once",
                    "rename or remove one of them");
            seen.add(name);
        }
    }
}
