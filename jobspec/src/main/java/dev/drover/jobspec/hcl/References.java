package dev.drover.jobspec.hcl;

import java.util.Set;

/** Finds which attributes of a root an expression refers to, without evaluating it. */
final class References {
    private final String root;
    private final Set<String> names;
    private boolean whole;

    private References(String root, Set<String> names) {
        this.root = root;
        this.names = names;
    }

    /** Adds the names to {@code names}; true when the root is also used as a whole. */
    static boolean collect(Expression expression, String root, Set<String> names) {
        References references = new References(root, names);
        references.visit(expression);
        return references.whole;
    }

    private void visit(Expression expression) {
        switch (expression) {
            case Expression.Literal literal -> {}
            case Expression.Invalid invalid -> {}
            case Expression.Template template -> template.parts().forEach(this::visit);
            case Expression.Variable variable -> whole |= variable.name().equals(root);
            case Expression.Traversal traversal -> visit(traversal);
            case Expression.Call call -> call.arguments().forEach(this::visit);
            case Expression.Unary unary -> visit(unary.operand());
            case Expression.Binary binary -> visit(binary);
            case Expression.Conditional conditional -> {
                visit(conditional.condition());
                visit(conditional.whenTrue());
                visit(conditional.whenFalse());
            }
            case Expression.Parenthesised parenthesised -> visit(parenthesised.inner());
            case Expression.Tuple tuple -> tuple.items().forEach(this::visit);
            case Expression.ObjectConstructor object ->
                object.items().forEach(item -> {
                    visit(item.key());
                    visit(item.value());
                });
            case Expression.ForTuple loop -> {
                visit(loop.clause());
                visit(loop.result());
            }
            case Expression.ForObject loop -> {
                visit(loop.clause());
                visit(loop.key());
                visit(loop.result());
            }
        }
    }

    /** Chains of operators lean left and may be long. */
    private void visit(Expression.Binary binary) {
        Expression left = binary;
        while (left instanceof Expression.Binary next) {
            visit(next.right());
            left = next.left();
        }
        visit(left);
    }

    private void visit(Expression.ForClause clause) {
        visit(clause.collection());
        clause.condition().ifPresent(this::visit);
    }

    private void visit(Expression.Traversal traversal) {
        boolean ofRoot = traversal.source() instanceof Expression.Variable variable
                && variable.name().equals(root);
        if (ofRoot && traversal.steps().getFirst() instanceof TraversalStep.Attribute attribute) {
            names.add(attribute.name());
        } else {
            visit(traversal.source());
        }
        traversal.steps().forEach(this::visit);
    }

    private void visit(TraversalStep step) {
        switch (step) {
            case TraversalStep.Attribute attribute -> {}
            case TraversalStep.Index index -> visit(index.key());
            case TraversalStep.Splat splat -> splat.each().forEach(this::visit);
        }
    }

    private void visit(TemplatePart part) {
        switch (part) {
            case TemplatePart.Text text -> {}
            case TemplatePart.Interpolation interpolation -> visit(interpolation.expression());
            case TemplatePart.If branch -> {
                visit(branch.condition());
                branch.whenTrue().forEach(this::visit);
                branch.whenFalse().forEach(this::visit);
            }
            case TemplatePart.For loop -> {
                visit(loop.collection());
                loop.parts().forEach(this::visit);
            }
        }
    }
}
