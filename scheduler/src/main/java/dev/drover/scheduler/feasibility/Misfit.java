package dev.drover.scheduler.feasibility;

/** One thing that keeps a group off a node, in words. */
public record Misfit(Verb verb, String object) {
    /** What is the matter with a node, as it is said of one and of several. */
    public enum Verb {
        IS("is", "are"),
        FAILS("does not satisfy", "do not satisfy"),
        LACKS("lacks", "lack"),
        HOLDS("already holds", "already hold");

        private final String one;
        private final String many;

        Verb(String one, String many) {
            this.one = one;
            this.many = many;
        }

        /** The verb for so many nodes. */
        public String of(int nodes) {
            return nodes == 1 ? one : many;
        }
    }
}
