package dev.drover.template.eval;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.Limits;
import dev.drover.template.MissingKey;
import dev.drover.template.Rendering;
import dev.drover.template.TemplateException;
import dev.drover.template.syntax.Node;
import dev.drover.template.syntax.Operand;
import dev.drover.template.syntax.Pipeline;
import dev.drover.template.syntax.Source;
import dev.drover.template.value.GoText;
import dev.drover.template.value.GoTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the tree of one template over its data. The dot changes with blocks, the dollar stays what the template was called with, and
 * variables live to the end of the block that declares them.
 */
public final class Evaluator implements Rendering {
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private static final Object NO_VALUE = new Object();

    private final Source source;
    private final Map<String, List<Node>> templates;
    private final Functions functions;
    private final Members members;
    private final Output output;
    private final int depth;
    private final Variables variables = new Variables();
    private int at;

    private Evaluator(
            Source source,
            Map<String, List<Node>> templates,
            Functions functions,
            Members members,
            Output output,
            int depth) {
        this.source = source;
        this.templates = templates;
        this.functions = functions;
        this.members = members;
        this.output = output;
        this.depth = depth;
    }

    /**
     * Renders the template that the source is named after.
     *
     * @throws TemplateException where the data does not fit or a limit is reached
     */
    public static String render(
            Source source,
            Map<String, List<Node>> templates,
            Functions functions,
            MissingKey missing,
            Limits limits,
            @Nullable Object data) {
        Output output = new Output(limits);
        Evaluator evaluator = new Evaluator(source, templates, functions, new Members(missing), output, 0);
        try {
            evaluator.template(source.name(), data == null ? Absent.ABSENT : data);
        } catch (StackOverflowError tooDeep) {
            throw source.fault(evaluator.at, "the values are nested too deeply");
        }
        return output.text();
    }

    private void template(String name, @Nullable Object data) {
        List<Node> nodes = templates.get(name);
        if (nodes == null) {
            throw new FunctionException("template \"" + name + "\" is not defined");
        }
        variables.push("$", data);
        try {
            walk(nodes, data);
        } catch (FunctionException fault) {
            throw source.fault(at, String.valueOf(fault.getMessage()));
        }
    }

    private Evaluator inner() {
        if (depth >= output.limits().nesting()) {
            throw new FunctionException(
                    "templates call each other deeper than " + output.limits().nesting() + " levels");
        }
        return new Evaluator(source, templates, functions, members, output, depth + 1);
    }

    @Override
    public Limits limits() {
        return output.limits();
    }

    @Override
    public String execute(String template, @Nullable Object data) {
        return output.capture(() -> inner().template(template, data));
    }

    private Flow walk(List<Node> nodes, @Nullable Object dot) {
        for (Node node : nodes) {
            Flow flow = one(node, dot);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow one(Node node, @Nullable Object dot) {
        int mark = variables.mark();
        return switch (node) {
            case Node.Text text -> {
                output.append(text.text());
                yield Flow.NEXT;
            }
            case Node.Action action -> {
                Object value = pipeline(action.pipeline(), dot);
                if (action.pipeline().variables().isEmpty()) {
                    output.append(written(value));
                }
                yield Flow.NEXT;
            }
            case Node.If choice -> {
                boolean holds = isTrue(pipeline(choice.condition(), dot));
                yield leave(mark, walk(holds ? choice.then() : choice.otherwise(), dot));
            }
            case Node.With with -> {
                Object value = pipeline(with.value(), dot);
                yield leave(mark, isTrue(value) ? walk(with.then(), value) : walk(with.otherwise(), dot));
            }
            case Node.Range range -> leave(mark, range(range, dot));
            case Node.Call call -> {
                at = call.at();
                output.step();
                Object data = call.data().isEmpty()
                        ? Absent.ABSENT
                        : pipeline(call.data().getFirst(), dot);
                at = call.at();
                inner().template(call.template(), data);
                yield Flow.NEXT;
            }
            case Node.Break end -> Flow.BREAK;
            case Node.Continue next -> Flow.CONTINUE;
        };
    }

    private Flow leave(int mark, Flow flow) {
        variables.back(mark);
        return flow;
    }

    private static boolean isTrue(@Nullable Object value) {
        return value != Absent.ABSENT && GoTypes.isTrue(value);
    }

    private static String written(@Nullable Object value) {
        return value == null || value == Absent.ABSENT ? "<no value>" : GoText.of(value);
    }

    private Flow range(Node.Range range, @Nullable Object dot) {
        int outer = variables.mark();
        Object over = pipeline(range.over(), dot);
        at = range.at();
        List<Elements.Element> elements = Elements.of(over == Absent.ABSENT ? null : over);
        if (elements.isEmpty()) {
            return walk(range.otherwise(), dot);
        }
        int mark = variables.mark();
        boolean indexOnly = over instanceof Long;
        for (Elements.Element element : elements) {
            at = range.at();
            output.step();
            setLoopVariables(range.over(), element, indexOnly);
            Flow flow = walk(range.body(), element.value());
            variables.back(mark);
            if (flow == Flow.BREAK) {
                break;
            }
        }
        variables.back(outer);
        return Flow.NEXT;
    }

    /** One variable takes the element, two take index and element. */
    private void setLoopVariables(Pipeline over, Elements.Element element, boolean indexOnly) {
        List<String> names = over.variables();
        if (names.size() == 1) {
            variables.assign(names.getFirst(), indexOnly ? element.key() : element.value());
        } else if (names.size() == 2) {
            if (indexOnly) {
                throw new FunctionException("range over a number gives one variable only");
            }
            variables.assign(names.getFirst(), element.key());
            variables.assign(names.getLast(), element.value());
        }
    }

    private @Nullable Object pipeline(Pipeline pipeline, @Nullable Object dot) {
        Object value = NO_VALUE;
        for (Pipeline.Command command : pipeline.commands()) {
            value = command(command, dot, value);
        }
        for (String name : pipeline.variables()) {
            if (pipeline.assigns()) {
                variables.assign(name, value);
            } else {
                variables.push(name, value);
            }
        }
        return value;
    }

    /** @param last the result of the command before, which becomes the last argument; {@link #NO_VALUE} for the first */
    private @Nullable Object command(Pipeline.Command command, @Nullable Object dot, @Nullable Object last) {
        Operand first = command.operands().getFirst();
        at = first.at();
        boolean alone = command.operands().size() == 1 && last == NO_VALUE;
        return switch (first) {
            case Operand.Function function -> function(function, command, dot, last);
            case Operand.Field field -> fields(dot, field.names(), field.at(), command, dot, last);
            case Operand.Variable variable -> {
                if (variable.fields().isEmpty()) {
                    requireAlone(alone, first);
                }
                yield fields(variables.get(variable.name()), variable.fields(), variable.at(), command, dot, last);
            }
            case Operand.Chain chain -> fields(operand(chain.of(), dot), chain.names(), chain.at(), command, dot, last);
            case Operand.Nil nil -> throw new FunctionException("nil is not a command");
            case Operand.Dot plain -> passive(plain, dot, alone);
            case Operand.Constant constant -> passive(constant, dot, alone);
            case Operand.Nested nested -> passive(nested, dot, alone);
        };
    }

    private @Nullable Object passive(Operand operand, @Nullable Object dot, boolean alone) {
        requireAlone(alone, operand);
        return operand(operand, dot);
    }

    private static void requireAlone(boolean alone, Operand operand) {
        if (!alone) {
            throw new FunctionException("can't give an argument to " + operand.label() + ", which is no function");
        }
    }

    /** A word that is an argument, or a command without arguments. */
    private @Nullable Object operand(Operand operand, @Nullable Object dot) {
        return switch (operand) {
            case Operand.Dot plain -> dot;
            case Operand.Nil nil -> null;
            case Operand.Constant constant -> constant.value();
            case Operand.Nested nested -> pipeline(nested.pipeline(), dot);
            case Operand.Field field -> command(alone(field), dot, NO_VALUE);
            case Operand.Variable variable -> command(alone(variable), dot, NO_VALUE);
            case Operand.Function function -> command(alone(function), dot, NO_VALUE);
            case Operand.Chain chain -> command(alone(chain), dot, NO_VALUE);
        };
    }

    private static Pipeline.Command alone(Operand operand) {
        return new Pipeline.Command(List.of(operand));
    }

    /** Follows a chain of fields; arguments go to the last of them. */
    private @Nullable Object fields(
            @Nullable Object from,
            List<String> names,
            int place,
            Pipeline.Command command,
            @Nullable Object dot,
            @Nullable Object last) {
        Object value = from;
        for (int i = 0; i < names.size(); i++) {
            boolean takesArguments = i == names.size() - 1;
            List<? extends @Nullable Object> arguments = takesArguments ? arguments(command, dot, last) : List.of();
            at = place;
            value = members.get(value, names.get(i), arguments);
        }
        return value;
    }

    private List<? extends @Nullable Object> arguments(
            Pipeline.Command command, @Nullable Object dot, @Nullable Object last) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Operand operand : command.operands().subList(1, command.operands().size())) {
            arguments.add(given(operand(operand, dot)));
        }
        if (last != NO_VALUE) {
            arguments.add(given(last));
        }
        return arguments;
    }

    private static @Nullable Object given(@Nullable Object value) {
        return value == Absent.ABSENT ? null : value;
    }

    private @Nullable Object function(
            Operand.Function function, Pipeline.Command command, @Nullable Object dot, @Nullable Object last) {
        if (function.name().equals("and") || function.name().equals("or")) {
            return logic(function, command, dot, last);
        }
        List<? extends @Nullable Object> arguments = arguments(command, dot, last);
        at = function.at();
        output.step();
        try {
            Object result = functions.find(function.name()).orElseThrow().call(new Call(arguments, this));
            requireSize(result);
            return result;
        } catch (FunctionException fault) {
            throw new FunctionException("error calling " + function.name() + ": " + fault.getMessage());
        }
    }

    private void requireSize(@Nullable Object result) {
        boolean tooLarge = switch (result) {
            case String text -> text.length() > limits().output();
            case List<?> list -> list.size() > limits().items();
            case Map<?, ?> map -> map.size() > limits().items();
            case null -> false;
            default -> false;
        };
        if (tooLarge) {
            throw new FunctionException("the result is too large");
        }
    }

    /** Stops at the first argument that decides, without looking at those behind it. */
    private @Nullable Object logic(
            Operand.Function function, Pipeline.Command command, @Nullable Object dot, @Nullable Object last) {
        boolean stopsAt = function.name().equals("or");
        List<Operand> operands =
                command.operands().subList(1, command.operands().size());
        if (operands.isEmpty() && last == NO_VALUE) {
            throw new FunctionException(function.name() + " needs an argument");
        }
        Object value = null;
        for (Operand operand : operands) {
            value = given(operand(operand, dot));
            if (GoTypes.isTrue(value) == stopsAt) {
                return value;
            }
        }
        return last == NO_VALUE ? value : given(last);
    }
}
