package dev.drover.scheduler.feasibility;

/**
 * Why a node cannot take a group. The reason is shown to users and counted per evaluation, so equal causes must give equal texts.
 *
 * @param kind whether the node can never do it as it is, or has merely no room left now
 */
public record Veto(Kind kind, String reason) {
    /** A filtered node waits for nothing but a change of itself or of the job; an exhausted one waits for room. */
    public enum Kind {
        FILTERED,
        EXHAUSTED
    }

    public static Veto filtered(String reason) {
        return new Veto(Kind.FILTERED, reason);
    }

    public static Veto exhausted(String dimension) {
        return new Veto(Kind.EXHAUSTED, dimension);
    }
}
