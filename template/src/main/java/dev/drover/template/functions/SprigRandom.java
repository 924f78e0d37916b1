package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** What differs with every rendering. */
final class SprigRandom {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String ASCII = visible();
    private static final int MAX_LENGTH = 100_000;

    static final Functions FUNCTIONS = Functions.builder()
            .add("uuidv4", 0, call -> UUID.randomUUID().toString())
            .add("randAlphaNum", 1, call -> text(call, LETTERS + DIGITS))
            .add("randAlpha", 1, call -> text(call, LETTERS))
            .add("randNumeric", 1, call -> text(call, DIGITS))
            .add("randAscii", 1, call -> text(call, ASCII))
            .add("randInt", 2, call -> number(call))
            .add("shuffle", 1, call -> shuffled(call.text(0)))
            .build();

    private SprigRandom() {}

    private static String visible() {
        StringBuilder out = new StringBuilder();
        for (char letter = ' '; letter < 0x7F; letter++) {
            out.append(letter);
        }
        return out.toString();
    }

    private static String text(Call call, String letters) {
        int length = call.small(0);
        if (length < 0 || length > MAX_LENGTH) {
            throw new FunctionException("a random text has at most " + MAX_LENGTH + " characters");
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(letters.charAt(RANDOM.nextInt(letters.length())));
        }
        return out.toString();
    }

    private static long number(Call call) {
        if (call.whole(0) >= call.whole(1)) {
            throw new FunctionException("the first number must be below the second");
        }
        return RANDOM.nextLong(call.whole(0), call.whole(1));
    }

    private static String shuffled(String text) {
        List<String> letters = new ArrayList<>(Texts.split(text, ""));
        Collections.shuffle(letters, RANDOM);
        return String.join("", letters);
    }
}
