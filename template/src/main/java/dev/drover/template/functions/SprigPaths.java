package dev.drover.template.functions;

import dev.drover.template.Functions;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths with slashes, as texts. */
final class SprigPaths {
    static final Functions FUNCTIONS =
            functions("").addAll("os", functions("B").build()).build();

    private SprigPaths() {}

    /** With a capital the names are those of the functions for paths of the system, which are the same here. */
    private static Functions.Builder functions(String capital) {
        boolean os = !capital.isEmpty();
        return Functions.builder()
                .add(os ? "Base" : "base", 1, call -> base(call.text(0)))
                .add(os ? "Dir" : "dir", 1, call -> clean(folder(call.text(0))))
                .add(os ? "Clean" : "clean", 1, call -> clean(call.text(0)))
                .add(os ? "Ext" : "ext", 1, call -> extension(call.text(0)))
                .add(os ? "IsAbs" : "isAbs", 1, call -> call.text(0).startsWith("/"));
    }

    private static String base(String path) {
        String trimmed = path.replaceFirst("/+$", "");
        if (trimmed.isEmpty()) {
            return path.isEmpty() ? "." : "/";
        }
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private static String clean(String path) {
        boolean absolute = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : Texts.split(path, "/")) {
            if (part.equals("..") && !parts.isEmpty() && !"..".equals(parts.peekLast())) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && absolute)) {
                parts.addLast(part);
            }
        }
        String joined = (absolute ? "/" : "") + String.join("/", parts);
        return joined.isEmpty() ? "." : joined;
    }
}
