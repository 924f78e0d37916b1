package dev.drover.jobspec.functions;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address range such as {@code 10.0.0.0/8}.
 *
 * @param address the first address as a number
 * @param length how many bits all addresses share
 * @param bits 32 or 128
 */
record IpPrefix(BigInteger address, int length, int bits) {
    static final int IPV4_BITS = 32;

    private static final int IPV6_BITS = 128;
    private static final int MAX_TEXT = 50;
    private static final int IPV6_GROUPS = 8;
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Reads a prefix; bits beyond the length are cleared. Never asks a name server. */
    static Optional<IpPrefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.length() > MAX_TEXT || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        String host = text.substring(0, slash);
        int length = Integer.parseInt(text.substring(slash + 1));
        boolean six = host.indexOf(':') >= 0;
        int bits = six ? IPV6_BITS : IPV4_BITS;
        if (length > bits
                || host.indexOf('%') >= 0
                || (!six && !DOTTED.matcher(host).matches())) {
            return Optional.empty();
        }
        try {
            InetAddress address = six ? Inet6Address.ofLiteral(host) : Inet4Address.ofLiteral(host);
            BigInteger number = new BigInteger(1, address.getAddress());
            return Optional.of(new IpPrefix(number.and(mask(length, bits)), length, bits));
        } catch (IllegalArgumentException fault) {
            return Optional.empty();
        }
    }

    static BigInteger mask(int length, int bits) {
        return BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE).shiftLeft(bits - length);
    }

    static String format(BigInteger address, int bits) {
        return bits == IPV4_BITS ? dotted(address) : colons(address);
    }

    private static String dotted(BigInteger address) {
        long value = address.longValue();
        return (value >> 24 & 255) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
    }

    /** The longest run of two or more zero groups, the first of equals, is shortened to two colons (RFC 5952). */
    private static String colons(BigInteger address) {
        int[] groups = new int[IPV6_GROUPS];
        for (int group = 0; group < IPV6_GROUPS; group++) {
            groups[group] = address.shiftRight(16 * (IPV6_GROUPS - 1 - group)).intValue() & 0xffff;
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < IPV6_GROUPS; start++) {
            int end = start;
            while (end < IPV6_GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < IPV6_GROUPS; group++) {
            if (group == bestStart) {
                text.append("::");
                group += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[group]));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return format(address, bits) + "/" + length;
    }
}
