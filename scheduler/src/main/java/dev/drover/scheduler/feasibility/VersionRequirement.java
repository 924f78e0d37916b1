package dev.drover.scheduler.feasibility;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list such as {@code >= 1.2, < 2.0} of which all must hold. Loosely read, a pre-release only satisfies a requirement that
 * names a pre-release of the same version, and {@code ~>} with a pre-release takes nothing else; strictly read, plain semantic ordering decides.
 */
record VersionRequirement(List<Part> parts, boolean strict) {
    private static final Pattern PART = Pattern.compile("^\\s*(=|!=|>=|<=|>|<|~>)?\\s*(\\S+)\\s*$");

    /** One comparison; {@code written} counts the segments that the user wrote, which {@code ~>} depends on. */
    record Part(String operator, Version version, int written) {}

    static Optional<VersionRequirement> parse(String text, boolean strict) {
        List<Part> parts = new ArrayList<>();
        for (String piece : text.split(",", -1)) {
            Matcher matcher = PART.matcher(piece);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String operator = matcher.group(1) == null ? "=" : matcher.group(1);
            Optional<Version> version = Version.parse(matcher.group(2), strict);
            if (version.isEmpty() || (strict && operator.equals("~>"))) {
                return Optional.empty();
            }
            String segments = matcher.group(2).split("[-+]", -1)[0];
            parts.add(new Part(operator, version.get(), segments.split("\\.", -1).length));
        }
        return Optional.of(new VersionRequirement(List.copyOf(parts), strict));
    }

    boolean admits(Version version) {
        return parts.stream().allMatch(part -> admits(part, version));
    }

    private boolean admits(Part part, Version version) {
        int comparison = version.compareTo(part.version());
        return switch (part.operator()) {
            case "=" -> comparison == 0;
            case "!=" -> comparison != 0;
            case ">" -> comparison > 0 && preReleaseAllowed(part, version);
            case ">=" -> comparison >= 0 && preReleaseAllowed(part, version);
            case "<" -> comparison < 0 && preReleaseAllowed(part, version);
            case "<=" -> comparison <= 0 && preReleaseAllowed(part, version);
            default ->
                comparison >= 0
                        && preReleaseAllowed(part, version)
                        && version.isPreRelease() == part.version().isPreRelease()
                        && version.sharesPrefix(part.version(), Math.max(1, part.written() - 1));
        };
    }

    private boolean preReleaseAllowed(Part part, Version version) {
        if (strict || !version.isPreRelease()) {
            return true;
        }
        return part.version().isPreRelease() && version.sameSegments(part.version());
    }
}
