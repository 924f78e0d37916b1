package dev.drover.agent.http;

import dev.drover.agent.filter.Filter;
import dev.drover.agent.filter.FilterException;
import dev.drover.model.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What all lists share: {@code prefix}, {@code filter}, {@code reverse} and pages. */
public final class Lists {
    private Lists() {}

    /**
     * The part of a list that the request asks for.
     *
     * @param all everything the caller may see, in the list's order
     * @param id what {@code prefix} is compared with
     * @param key the unique key of an item, which {@code next_token} carries
     * @param stub what the list shows of an item; filters see its JSON form
     */
    public static <T> Answer.Value page(
            ApiRequest request,
            List<T> all,
            long index,
            Function<T, String> id,
            Function<T, String> key,
            Function<T, ?> stub) {
        Predicate<Object> wanted = matching(request.query("filter").orElse(""));
        long perPage = request.number("per_page", 0);
        String token = request.query("next_token").orElse("");
        String prefix = request.query("prefix").orElse("");
        List<T> ordered = all;
        if (request.flag("reverse")) {
            ordered = new ArrayList<>(all);
            Collections.reverse(ordered);
        }
        List<Object> shown = new ArrayList<>();
        boolean started = token.isEmpty();
        for (T item : ordered) {
            started |= key.apply(item).equals(token);
            if (!started || !id.apply(item).startsWith(prefix)) {
                continue;
            }
            Object form = stub.apply(item);
            if (!wanted.test(form)) {
                continue;
            }
            if (perPage > 0 && shown.size() == perPage) {
                return Answer.of(shown, index).header("X-Nomad-NextToken", key.apply(item));
            }
            shown.add(form);
        }
        return Answer.of(shown, index);
    }

    /**
     * What a filter expression lets through, by its JSON form; everything when it is empty.
     *
     * @throws HttpException when it is no expression
     */
    public static Predicate<Object> matching(String text) {
        if (text.isEmpty()) {
            return form -> true;
        }
        try {
            Filter filter = Filter.parse(text);
            return form -> filter.matches(tree(form));
        } catch (FilterException fault) {
            throw new HttpException(400, "failed to read filter expression: " + fault.getMessage());
        }
    }

    private static Map<String, Object> tree(Object form) {
        return Json.readObject(Json.writeBytes(form));
    }
}
