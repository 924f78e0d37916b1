package dev.drover.cli.json;

import java.util.List;

/** A piece of a template. A pipeline is a list of commands, each a list of words. */
sealed interface TemplateNode {
    record Text(String text) implements TemplateNode {}

    record Print(List<List<String>> pipeline) implements TemplateNode {}

    record If(List<List<String>> condition, List<TemplateNode> then, List<TemplateNode> otherwise)
            implements TemplateNode {}

    record With(List<List<String>> value, List<TemplateNode> then, List<TemplateNode> otherwise)
            implements TemplateNode {}

    record Range(List<List<String>> over, List<TemplateNode> body, List<TemplateNode> otherwise)
            implements TemplateNode {}
}
