package dev.drover.template.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.drover.template.Call;
import dev.drover.template.Functions;
import java.util.ArrayList;
import java.util.List;

/** Regular expressions, in linear time. */
final class SprigPatterns {
    static final Functions FUNCTIONS = Functions.builder()
            .addAll(twice("regexMatch", 2, call -> matcher(call).find()))
            .addAll(twice("regexFind", 2, call -> {
                Matcher matcher = matcher(call);
                return matcher.find() ? matcher.group() : "";
            }))
            .addAll(twice("regexFindAll", 3, SprigPatterns::findAll))
            .addAll(twice("regexReplaceAll", 3, call -> Texts.replaceAll(call.text(0), call.text(1), call.text(2))))
            .addAll(twice(
                    "regexReplaceAllLiteral",
                    3,
                    call -> Texts.replaceAll(
                            call.text(0), call.text(1), call.text(2).replace("$", "$$"))))
            .addAll(twice("regexSplit", 3, SprigPatterns::split))
            .add("regexQuoteMeta", 1, call -> Pattern.quote(call.text(0)))
            .build();

    private SprigPatterns() {}

    private static Functions twice(String name, int arguments, dev.drover.template.Function function) {
        return Functions.builder()
                .add(name, arguments, function)
                .add(SprigLists.must(name), arguments, function)
                .build();
    }

    private static Matcher matcher(Call call) {
        return Texts.pattern(call.text(0)).matcher(call.text(1));
    }

    private static List<String> findAll(Call call) {
        Matcher matcher = matcher(call);
        long limit = call.whole(2) < 0 ? call.rendering().limits().items() : call.whole(2);
        List<String> found = new ArrayList<>();
        while (found.size() < limit && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static List<String> split(Call call) {
        String text = call.text(1);
        long limit = call.whole(2) < 0 ? call.rendering().limits().items() : call.whole(2);
        List<String> parts = new ArrayList<>();
        Matcher matcher = matcher(call);
        int from = 0;
        while (parts.size() < limit - 1 && matcher.find()) {
            boolean nothing = matcher.end() == 0;
            if (!nothing) {
                parts.add(text.substring(from, matcher.start()));
                from = matcher.end();
            }
        }
        if (limit > 0) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}
