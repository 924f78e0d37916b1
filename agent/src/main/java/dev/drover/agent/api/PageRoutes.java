package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The page that a browser finds: where the API is and which words to type. */
final class PageRoutes {
    List<Route> routes() {
        return Stream.of(
                        Route.get("/", request -> Answer.redirect("/ui/")),
                        Route.get("/ui", request -> Answer.redirect("/ui/")),
                        Route.get("/ui/", this::page),
                        Route.get("/ui/:path*", this::page))
                .map(route -> route.in(Scope.AGENT))
                .toList();
    }

    private Answer page(ApiRequest request) {
        try (InputStream in = Objects.requireNonNull(PageRoutes.class.getResourceAsStream("page.html"))) {
            return new Answer.Text(
                    200, "text/html; charset=utf-8", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
