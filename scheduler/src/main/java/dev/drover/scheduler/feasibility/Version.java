package dev.drover.scheduler.feasibility;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dotted version with an optional pre-release; build metadata is read and ignored. */
record Version(List<Long> segments, String preRelease) implements Comparable<Version> {
    private static final String NUMBERS = "v?([0-9]+(?:\\.[0-9]+)*)";

    /** Parts with dots between, none of them empty; the loose way also takes them right behind the numbers, if a letter comes first. */
    private static final Pattern LOOSE = Pattern.compile(NUMBERS
            + "(?:-([0-9A-Za-z~-]+(?:\\.[0-9A-Za-z~-]+)*)|([A-Za-z~][0-9A-Za-z~-]*(?:\\.[0-9A-Za-z~-]+)*))?"
            + "(?:\\+[0-9A-Za-z~-]+(?:\\.[0-9A-Za-z~-]+)*)?");

    private static final Pattern STRICT = Pattern.compile(
            NUMBERS + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    private static final int FULL_LENGTH = 3;

    /** Missing segments count as zero, so that {@code 1.2} equals {@code 1.2.0}. */
    static Optional<Version> parse(String text, boolean strict) {
        Matcher matcher = (strict ? STRICT : LOOSE).matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Long> segments = new ArrayList<>();
        for (String segment : matcher.group(1).split("\\.", -1)) {
            if (segment.length() > 18) {
                return Optional.empty();
            }
            segments.add(Long.parseLong(segment));
        }
        while (segments.size() < FULL_LENGTH) {
            segments.add(0L);
        }
        return Optional.of(new Version(List.copyOf(segments), preRelease(matcher)));
    }

    private static String preRelease(Matcher matcher) {
        for (int group = 2; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return "";
    }

    boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    boolean sameSegments(Version other) {
        return compareSegments(other) == 0;
    }

    /** The first {@code count} segments are equal. */
    boolean sharesPrefix(Version other, int count) {
        for (int i = 0; i < count; i++) {
            if (segment(i) != other.segment(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Version other) {
        int bySegments = compareSegments(other);
        if (bySegments != 0) {
            return bySegments;
        }
        if (!isPreRelease() || !other.isPreRelease()) {
            return Boolean.compare(other.isPreRelease(), isPreRelease());
        }
        return comparePreReleases(preRelease.split("\\.", -1), other.preRelease.split("\\.", -1));
    }

    private int compareSegments(Version other) {
        int length = Math.max(segments.size(), other.segments.size());
        for (int i = 0; i < length; i++) {
            int comparison = Long.compare(segment(i), other.segment(i));
            if (comparison != 0) {
                return comparison;
            }
        }
        return 0;
    }

    private long segment(int index) {
        return index < segments.size() ? segments.get(index) : 0;
    }

    /** Numbers by value and before words, as semantic versioning says; the longer list wins when all else is equal. */
    private static int comparePreReleases(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftNumber = isNumber(left[i]);
            boolean rightNumber = isNumber(right[i]);
            int comparison;
            if (leftNumber && rightNumber) {
                comparison = Long.compare(Long.parseLong(left[i]), Long.parseLong(right[i]));
            } else if (leftNumber != rightNumber) {
                comparison = leftNumber ? -1 : 1;
            } else {
                comparison = left[i].compareTo(right[i]);
            }
            if (comparison != 0) {
                return comparison;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() <= 18 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
