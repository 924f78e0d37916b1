package dev.drover.gossip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rumours that still have to be passed on: one a member, the newest. Each goes out a few times, those that went out least first, so that
 * news reach everybody in about log(n) rounds while old news die out.
 */
final class RumourQueue {
    /** So many fit the count on the wire. */
    private static final int RUMOURS_A_PACKET = 255;

    private static final class Pending {
        private final byte[] bytes;
        private int sent;

        Pending(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private final Map<String, Pending> pending = new HashMap<>();

    void add(Rumour rumour) {
        pending.put(rumour.subject().name(), new Pending(Codec.encode(rumour)));
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    boolean contains(String name) {
        return pending.containsKey(name);
    }

    /**
     * Takes what fits a packet.
     *
     * @param room in bytes
     * @param members in the pool, on which depends how often a rumour goes out
     */
    List<byte[]> take(int room, int members) {
        if (pending.isEmpty()) {
            return List.of();
        }
        int times = Limits.RETRANSMIT * (int) Math.ceil(Math.log10(members + 1.0));
        List<Map.Entry<String, Pending>> order = new ArrayList<>(pending.entrySet());
        order.sort(Comparator.comparingInt(entry -> entry.getValue().sent));
        List<byte[]> taken = new ArrayList<>();
        int left = room;
        for (Map.Entry<String, Pending> entry : order) {
            Pending rumour = entry.getValue();
            if (rumour.bytes.length <= left && taken.size() < RUMOURS_A_PACKET) {
                left -= rumour.bytes.length;
                taken.add(rumour.bytes);
                rumour.sent++;
                if (rumour.sent >= times) {
                    pending.remove(entry.getKey());
                }
            }
        }
        return taken;
    }
}
