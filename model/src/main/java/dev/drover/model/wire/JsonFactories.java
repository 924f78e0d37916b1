package dev.drover.model.wire;

import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** How the library that reads and writes JSON text is set up. */
final class JsonFactories {
    /** Deeper nesting is an attack or a fault, and would end in a stack overflow; jobs stay below 20. */
    private static final int MAX_RECORD_DEPTH = 200;

    /** A little deeper, so that a record that was read can be shown inside something else. */
    private static final int MAX_TREE_DEPTH = 250;

    /** Longer numbers take quadratic time to convert. */
    private static final int MAX_NUMBER = 400;

    static final JsonFactory RECORDS = factory(MAX_RECORD_DEPTH).build();
    static final JsonFactory TREES = factory(MAX_TREE_DEPTH).build();

    /** Writes texts so that they are safe inside HTML. */
    static final JsonFactory HTML_SAFE =
            factory(MAX_TREE_DEPTH).characterEscapes(new HtmlEscapes()).build();

    /** Four spaces a level; empty objects and lists stay short. */
    static final ObjectWriteContext PRETTY = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
            Separators separators = Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");
            return new DefaultPrettyPrinter(separators)
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private JsonFactories() {}

    private static JsonFactoryBuilder factory(int maxDepth) {
        return JsonFactory.builder()
                .streamReadConstraints(new Limits(maxDepth))
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                // Half a pair of surrogates, which JSON allows as an escape, is then written as it came.
                .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE);
    }

    /** The library's limits with our words; texts may be of any length, since whoever takes a body limits it. */
    private static final class Limits extends StreamReadConstraints {
        private static final long serialVersionUID = 1L;

        Limits(int maxDepth) {
            super(maxDepth, -1, -1, MAX_NUMBER, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }

        @Override
        public void validateNestingDepth(int depth) {
            if (depth > _maxNestingDepth) {
                throw new StreamConstraintsException("nested deeper than " + _maxNestingDepth + " levels");
            }
        }

        @Override
        public void validateIntegerLength(int length) {
            if (length > MAX_NUMBER) {
                throw new StreamConstraintsException("a number of more than " + MAX_NUMBER + " characters");
            }
        }

        @Override
        public void validateFPLength(int length) {
            validateIntegerLength(length);
        }
    }
}
