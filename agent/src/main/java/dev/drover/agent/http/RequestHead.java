package dev.drover.agent.http;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes before the body of a request. Agents send it to each other as it is.
 *
 * @param target path and query as they came, still encoded
 * @param hops how many agents have passed the request on
 * @param headers by name in lower case
 */
public record RequestHead(
        @Wire("Method") String method,
        @Wire("Target") String target,
        @Wire("Hops") int hops,
        @Wire("Headers") Map<String, String> headers) {
    public RequestHead {
        method = Defaults.text(method);
        target = Defaults.text(target);
        headers = Defaults.map(headers);
    }

    /** The method whose route answers: HEAD is a GET whose body is left out. */
    public String routedMethod() {
        return method.equals("HEAD") ? "GET" : method;
    }

    /** The decoded path. */
    public String path() {
        int question = target.indexOf('?');
        // A plus stands for a space in queries only.
        return decode((question < 0 ? target : target.substring(0, question)).replace("+", "%2B"));
    }

    /** The decoded query parameters, each with all its values. */
    public Map<String, List<String>> query() {
        Map<String, List<String>> query = new HashMap<>();
        int question = target.indexOf('?');
        if (question < 0 || question == target.length() - 1) {
            return query;
        }
        for (String pair : target.substring(question + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            query.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return query;
    }

    /** Whether a switch of the query is on: present without a value, or with one that says true. */
    public boolean flag(String name) {
        List<String> values = query().get(name);
        return values != null && ApiRequest.isOn(values);
    }

    /** As the conversation that a GET asks for when it asks for a WebSocket. */
    public RequestHead asConversation() {
        return new RequestHead(Messages.METHOD, target, hops, headers);
    }

    /** A header, or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException fault) {
            throw new HttpException(400, "Invalid URL: " + fault.getMessage());
        }
    }
}
