package dev.drover.model.acl;

import dev.drover.model.text.Globs;
import dev.drover.model.wire.WireName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is granted by name. Of the rules whose pattern a name fits one counts: that of exactly this name, or else the closest pattern, which is
 * the one whose stars stand for the fewest characters. So a broad rule never adds to a narrow one, and a narrow one may take away.
 *
 * @param exact by name
 * @param patterns those with stars
 */
record Granted<C extends Enum<C>>(Map<String, Set<C>> exact, List<Pattern<C>> patterns) {
    record Pattern<C>(String glob, int fixed, Set<C> capabilities) {}

    boolean allows(String name, C capability) {
        return of(name).map(set -> set.contains(capability)).orElse(false);
    }

    /** Whether the name may be known at all. */
    boolean allowsAny(String name) {
        return of(name).map(set -> !set.isEmpty()).orElse(false);
    }

    /** Whether there is a rule, for whatever name, that allows it. */
    boolean allowsSomewhere(C capability) {
        return exact.values().stream().anyMatch(set -> set.contains(capability))
                || patterns.stream().anyMatch(pattern -> pattern.capabilities().contains(capability));
    }

    private Optional<Set<C>> of(String name) {
        Set<C> own = exact.get(name);
        return own != null ? Optional.of(own) : closest(name);
    }

    private Optional<Set<C>> closest(String name) {
        @Nullable Pattern<C> closest = null;
        for (Pattern<C> pattern : patterns) {
            boolean closer = closest == null || pattern.fixed() > closest.fixed();
            if (closer && Globs.matches(pattern.glob(), name)) {
                closest = pattern;
            }
        }
        return Optional.ofNullable(closest).map(Pattern::capabilities);
    }

    /** Gathers the rules of several policies. */
    static final class Gathering<C extends Enum<C> & WireName> {
        private final Class<C> type;
        private final Map<String, EnumSet<C>> granted = new HashMap<>();
        private final java.util.Set<String> denied = new java.util.HashSet<>();

        Gathering(Class<C> type) {
            this.type = type;
        }

        /** Adds what one rule gives; policies add up, but a word that denies counts more than all others. */
        void add(String name, Collection<C> byLevel, List<String> words, boolean denies) {
            EnumSet<C> all = granted.computeIfAbsent(name, unseen -> EnumSet.noneOf(type));
            all.addAll(byLevel);
            words.forEach(word -> PolicyWords.of(type, word).ifPresent(all::add));
            if (denies || words.contains(PolicyWords.DENY)) {
                denied.add(name);
            }
        }

        Granted<C> done(java.util.function.Function<C, Set<C>> implied) {
            Map<String, Set<C>> exact = new HashMap<>();
            List<Pattern<C>> patterns = new ArrayList<>();
            granted.forEach((name, set) -> {
                EnumSet<C> all = EnumSet.copyOf(set);
                set.forEach(capability -> all.addAll(implied.apply(capability)));
                if (denied.contains(name)) {
                    all.clear();
                }
                if (name.contains("*")) {
                    patterns.add(new Pattern<>(name, name.replace("*", "").length(), all));
                } else {
                    exact.put(name, all);
                }
            });
            // Two patterns may be as close as each other; which one counts must not depend on the order of policies.
            patterns.sort(java.util.Comparator.comparing(Pattern::glob));
            return new Granted<>(Map.copyOf(exact), List.copyOf(patterns));
        }
    }
}
