package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Values as YAML in block style: keys in ascending order, text in quotes so that no reader takes it for something else. */
final class YamlText {
    private static final int NO_FOLDING = 1_000_000;

    private YamlText() {}

    static String encode(Value value) {
        DumpSettings settings = DumpSettings.builder()
                .setWidth(NO_FOLDING)
                .setMaxSimpleKeyLength(1024)
                .setSplitLines(false)
                .build();
        Collector collector = new Collector();
        new Dump(settings).dumpNode(node(value), collector);
        return collector.text.toString();
    }

    private static Node node(Value value) {
        return switch (value) {
            case Value.Null n -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            case Value.Bool bool -> new ScalarNode(Tag.BOOL, Boolean.toString(bool.value()), ScalarStyle.PLAIN);
            case Value.Num number ->
                new ScalarNode(
                        number.isWhole() ? Tag.INT : Tag.FLOAT, Texts.ofNumber(number.value()), ScalarStyle.PLAIN);
            case Value.Text text -> text(text.value());
            case Value.Sequence sequence ->
                new SequenceNode(
                        Tag.SEQ,
                        sequence.items().stream().map(YamlText::node).toList(),
                        sequence.items().isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            case Value.Mapping mapping -> mapping(mapping);
        };
    }

    private static Node mapping(Value.Mapping mapping) {
        Map<String, Value> sorted = new TreeMap<>(Texts.ORDER);
        sorted.putAll(mapping.entries());
        List<NodeTuple> tuples = new ArrayList<>();
        sorted.forEach((key, value) ->
                tuples.add(new NodeTuple(new ScalarNode(Tag.STR, key, ScalarStyle.DOUBLE_QUOTED), node(value))));
        return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node text(String text) {
        boolean lines = text.indexOf('\n') >= 0 && text.indexOf('\r') < 0;
        return new ScalarNode(Tag.STR, text, lines ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED);
    }

    private static final class Collector implements StreamDataWriter {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(String part) {
            text.append(part);
        }

        @Override
        public void write(String part, int offset, int length) {
            text.append(part, offset, offset + length);
        }
    }
}
