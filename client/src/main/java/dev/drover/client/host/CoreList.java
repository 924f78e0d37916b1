package dev.drover.client.host;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Sets of cores in the kernel's writing, such as {@code 0-3,8}. */
public final class CoreList {
    private CoreList() {}

    /** The cores of a list, rising. Parts that are not numbers are left out. */
    public static List<Integer> parse(String text) {
        TreeSet<Integer> cores = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.trim().split("-", -1);
            if (ends.length <= 2 && ends[0].matches("\\d{1,6}") && ends[ends.length - 1].matches("\\d{1,6}")) {
                for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                    cores.add(core);
                }
            }
        }
        return List.copyOf(cores);
    }

    /** The shortest writing of rising cores. */
    public static String format(List<Integer> cores) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < cores.size(); ) {
            int end = i;
            while (end + 1 < cores.size() && cores.get(end + 1) == cores.get(end) + 1) {
                end++;
            }
            parts.add(end == i ? "" + cores.get(i) : cores.get(i) + "-" + cores.get(end));
            i = end + 1;
        }
        return String.join(",", parts);
    }
}
