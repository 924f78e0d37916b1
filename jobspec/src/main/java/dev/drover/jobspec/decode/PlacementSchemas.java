package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.AffinityBuilder;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.ConstraintBuilder;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadBuilder;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.SpreadTargetBuilder;

/**
 * Where tasks may, should and should not run. The operator of a condition may stand as a key: {@code version = ">= 1.2"}
 * instead of {@code operator = "version"} and {@code value = ">= 1.2"}.
 */
final class PlacementSchemas {
    static final Schema<ConstraintBuilder, Constraint> CONSTRAINT = constraint();
    static final Schema<AffinityBuilder, Affinity> AFFINITY = affinity();

    private static final Schema<SpreadTargetBuilder, SpreadTarget> TARGET = schema(
                    "target", SpreadTargetBuilder::builder, SpreadTargetBuilder::build)
            .optionalLabel("value", SpreadTargetBuilder::value)
            .optional("value", TEXT, SpreadTargetBuilder::value)
            .optional("percent", INT, SpreadTargetBuilder::percent)
            .build();

    static final Schema<SpreadBuilder, Spread> SPREAD = schema("spread", SpreadBuilder::builder, SpreadBuilder::build)
            .optional("attribute", TEXT, SpreadBuilder::attribute)
            .optional("weight", INT, SpreadBuilder::weight)
            .many(TARGET, SpreadBuilder::spreadTarget)
            .build();

    private static final String DEFAULT_OPERATOR = "=";

    private PlacementSchemas() {}

    private static Schema<ConstraintBuilder, Constraint> constraint() {
        SchemaBuilder<ConstraintBuilder, Constraint> schema = schema(
                        "constraint",
                        () -> ConstraintBuilder.builder().operand(DEFAULT_OPERATOR),
                        ConstraintBuilder::build)
                .optional("attribute", TEXT, ConstraintBuilder::leftTarget)
                .optional("operator", TEXT, ConstraintBuilder::operand)
                .optional("value", TEXT, ConstraintBuilder::rightTarget)
                .optional(
                        "distinct_hosts",
                        BOOL,
                        (constraint, on) -> constraint.operand("distinct_hosts").rightTarget(on ? "" : "false"))
                .optional(
                        "distinct_property",
                        TEXT,
                        (constraint, property) ->
                                constraint.operand("distinct_property").leftTarget(property));
        for (String operator :
                new String[] {"regexp", "version", "semver", "set_contains", "set_contains_all", "set_contains_any"}) {
            schema.optional(
                    operator,
                    TEXT,
                    (constraint, value) -> constraint.operand(operator).rightTarget(value));
        }
        schema.optional("is_set", TEXT, (constraint, value) -> presence(constraint, value, "is_set", "is_not_set"));
        schema.optional("is_not_set", TEXT, (constraint, value) -> presence(constraint, value, "is_not_set", "is_set"));
        return schema.build();
    }

    /** {@code is_set = true} beside an attribute, or {@code is_set = "${attr.x}"} alone. */
    private static void presence(ConstraintBuilder constraint, String value, String operator, String opposite) {
        constraint.operand(value.equals("false") ? opposite : operator);
        if (!value.equals("true") && !value.equals("false")) {
            constraint.leftTarget(value);
        }
    }

    private static Schema<AffinityBuilder, Affinity> affinity() {
        SchemaBuilder<AffinityBuilder, Affinity> schema = schema(
                        "affinity", () -> AffinityBuilder.builder().operand(DEFAULT_OPERATOR), AffinityBuilder::build)
                .optional("attribute", TEXT, AffinityBuilder::leftTarget)
                .optional("operator", TEXT, AffinityBuilder::operand)
                .optional("value", TEXT, AffinityBuilder::rightTarget)
                .optional("weight", INT, AffinityBuilder::weight);
        for (String operator :
                new String[] {"regexp", "version", "semver", "set_contains", "set_contains_all", "set_contains_any"}) {
            schema.optional(
                    operator,
                    TEXT,
                    (affinity, value) -> affinity.operand(operator).rightTarget(value));
        }
        return schema.build();
    }
}
