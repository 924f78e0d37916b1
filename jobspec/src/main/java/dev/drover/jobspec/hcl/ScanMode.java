package dev.drover.jobspec.hcl;

/**
 * What the scanner is inside of. Modes nest: a string holds an interpolation that holds a string. They live on an explicit
 * stack, so that no input can exhaust the one of the thread.
 */
sealed interface ScanMode {
    /** Where the mode was entered, for messages about a missing end. */
    int start();

    /** Names, numbers and operators. {@code braces} counts those opened inside of an interpolation. */
    final class Normal implements ScanMode {
        private final int start;
        private final boolean interpolation;
        private int braces;

        Normal(int start, boolean interpolation) {
            this.start = start;
            this.interpolation = interpolation;
        }

        @Override
        public int start() {
            return start;
        }

        /** True when a closing brace now ends an interpolation. */
        boolean endsAtBrace() {
            return interpolation && braces == 0;
        }

        boolean isInterpolation() {
            return interpolation;
        }

        void openBrace() {
            braces++;
        }

        void closeBrace() {
            braces = Math.max(0, braces - 1);
        }
    }

    /** Between two double quotes. */
    record Quoted(int start) implements ScanMode {}

    /** Between {@code <<MARKER} and the line that holds only the marker. */
    record Heredoc(int start, String marker) implements ScanMode {}
}
