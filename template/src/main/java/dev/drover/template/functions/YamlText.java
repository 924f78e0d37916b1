package dev.drover.template.functions;

import dev.drover.template.FunctionException;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoText;
import dev.drover.template.value.MapOrder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML into values and back. Aliases are followed up to a limit, since a few of them can stand for gigabytes. */
final class YamlText {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 100;
    private static final int NO_FOLDING = 1_000_000;

    /** What older and newer readers take for a truth value, nothing, a number or a date. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "(?i)y|n|yes|no|on|off|true|false|null|~|[-+]?\\.?[0-9][-+_:.0-9a-fxobe]*|[-+]?\\.(inf|nan)|<<|=");

    private int nodes;

    private YamlText() {}

    static @Nullable Object parse(String yaml) {
        try {
            Object loaded = new Load(LoadSettings.builder().setLabel("yaml").build()).loadFromString(yaml);
            return new YamlText().value(loaded, 0);
        } catch (YamlEngineException fault) {
            String message =
                    String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
            throw new FunctionException("is not YAML: " + message);
        } catch (StackOverflowError fault) {
            throw new FunctionException("is not YAML: it is nested too deeply");
        }
    }

    private @Nullable Object value(@Nullable Object loaded, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new FunctionException(
                    "holds more than " + MAX_NODES + " values or is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (loaded) {
            case null -> null;
            case Integer number -> number.longValue();
            case Long number -> number;
            case BigInteger number -> number.bitLength() <= 64 && number.signum() > 0 ? number : number.doubleValue();
            case Boolean bool -> bool;
            case Double number -> number;
            case Iterable<?> items -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (Object item : items) {
                    values.add(value(item, depth + 1));
                }
                yield values;
            }
            case Map<?, ?> entries -> {
                Map<Object, @Nullable Object> values = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    values.put(GoText.of(value(entry.getKey(), depth + 1)), value(entry.getValue(), depth + 1));
                }
                yield values;
            }
            default -> loaded.toString();
        };
    }

    /** Block style with keys in order. */
    static String write(@Nullable Object value) {
        DumpSettings settings =
                DumpSettings.builder().setWidth(NO_FOLDING).setSplitLines(false).build();
        Collector collector = new Collector();
        new Dump(settings).dumpNode(new YamlText().node(value, 0), collector);
        return collector.text.toString().stripTrailing();
    }

    private Node node(@Nullable Object value, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new FunctionException("the value is too large or too deep to be written as YAML");
        }
        return switch (value) {
            case null -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            case Boolean bool -> new ScalarNode(Tag.BOOL, bool.toString(), ScalarStyle.PLAIN);
            case Long number -> new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
            case BigInteger number -> new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
            case Double number -> number(number);
            case List<?> list -> {
                List<Node> items = new ArrayList<>();
                list.forEach(item -> items.add(node(item, depth + 1)));
                yield new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case Map<?, ?> map -> {
                List<NodeTuple> tuples = new ArrayList<>();
                MapOrder.entries(map)
                        .forEach(entry -> tuples.add(
                                new NodeTuple(text(GoText.of(entry.getKey())), node(entry.getValue(), depth + 1))));
                yield new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case GoObject object -> node(object.plain(), depth);
            default -> text(GoText.of(value));
        };
    }

    private static Node number(double number) {
        String text = Double.isNaN(number)
                ? ".nan"
                : GoText.of(number).replace("+Inf", ".inf").replace("-Inf", "-.inf");
        return new ScalarNode(text.matches("-?[0-9]+") ? Tag.INT : Tag.FLOAT, text, ScalarStyle.PLAIN);
    }

    /** In quotes when it would be read as something else without them. */
    private static Node text(String text) {
        if (text.indexOf('\n') >= 0 && text.indexOf('\r') < 0) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.LITERAL);
        }
        boolean ambiguous = text.isEmpty() || AMBIGUOUS.matcher(text).matches();
        return new ScalarNode(Tag.STR, text, ambiguous ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
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
