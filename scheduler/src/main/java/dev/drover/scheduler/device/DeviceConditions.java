package dev.drover.scheduler.device;

import dev.drover.model.node.DeviceAttribute;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Constraints and affinities on devices: like those on nodes, but on values that know their units. */
final class DeviceConditions {
    static final String IDS = "${device.ids}";
    private static final String ATTRIBUTE = "${device.attr.";

    private final TextComparison texts;

    DeviceConditions(TextComparison texts) {
        this.texts = texts;
    }

    boolean hold(String operand, String left, String right, NodeDeviceResource group) {
        return hold(operand, resolve(left, group), resolve(right, group));
    }

    boolean hold(String operand, Optional<DeviceValue> left, Optional<DeviceValue> right) {
        return switch (operand) {
            case "=", "==", "is", "" ->
                left.isPresent() && right.isPresent() && left.get().same(right.get());
            case "!=", "not" ->
                (left.isPresent() || right.isPresent())
                        && !left.filter(value -> right.filter(value::same).isPresent())
                                .isPresent();
            case "<", "<=", ">", ">=" ->
                left.isPresent() && right.isPresent() && ordered(operand, left.get(), right.get());
            default -> texts.holds(operand, left.map(DeviceValue::text), right.map(DeviceValue::text));
        };
    }

    private static boolean ordered(String operand, DeviceValue left, DeviceValue right) {
        OptionalInt comparison = left.compare(right);
        if (comparison.isEmpty()) {
            return false;
        }
        int sign = comparison.getAsInt();
        return switch (operand) {
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            default -> sign >= 0;
        };
    }

    private static Optional<DeviceValue> resolve(String target, NodeDeviceResource group) {
        if (!target.startsWith("${") || !target.endsWith("}")) {
            return Optional.of(DeviceValue.parse(target));
        }
        if (target.startsWith(ATTRIBUTE)) {
            DeviceAttribute attribute =
                    group.attributes().get(target.substring(ATTRIBUTE.length(), target.length() - 1));
            return Optional.ofNullable(attribute).map(DeviceValue::of);
        }
        return switch (target) {
            case "${device.model}" -> Optional.of(new DeviceValue.Text(group.name()));
            case "${device.vendor}" -> Optional.of(new DeviceValue.Text(group.vendor()));
            case "${device.type}" -> Optional.of(new DeviceValue.Text(group.type()));
            case IDS -> Optional.of(new DeviceValue.Text(ids(group)));
            default -> Optional.empty();
        };
    }

    private static String ids(NodeDeviceResource group) {
        return group.instances().stream().map(NodeDevice::id).collect(Collectors.joining(","));
    }
}
