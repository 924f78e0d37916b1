package dev.drover.cli;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;

/** The flags that show a list page by page, or only a part of it. */
public final class PageFlags {
    private final Flag<String> filter;
    private final Flag<Long> perPage;
    private final Flag<String> pageToken;

    public PageFlags(FlagSet flags) {
        filter = flags.text("filter", "expression", "show only what matches");
        perPage = flags.number("per-page", "number", 0, "how many to show at once; 0 for all");
        pageToken = flags.text("page-token", "token", "where the page starts");
    }

    public Query query() {
        return Query.NONE
                .withGiven("filter", filter.get())
                .withGiven("next_token", pageToken.get())
                .withGiven("per_page", perPage.get() > 0 ? Long.toString(perPage.get()) : "");
    }

    /**
     * Says how to see what comes after the page.
     *
     * @param command its words, such as {@code node pool list}
     * @param argument what follows its flags; empty for nothing
     */
    public void footer(Context context, String command, String argument, Answer<?> answer) {
        if (!answer.nextToken().isEmpty()) {
            context.print("\nResults have been paginated. To get the next page run:\n\n"
                    + (context.io().program() + " " + command + " -per-page " + perPage.get() + " -page-token "
                                    + answer.nextToken() + " " + argument)
                            .strip());
        }
    }
}
