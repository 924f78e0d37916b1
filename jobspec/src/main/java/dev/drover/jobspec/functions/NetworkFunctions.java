package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic of IP prefixes, both versions. */
final class NetworkFunctions {
    private static final int MAX_NEW_BITS = 32;

    private NetworkFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("cidrhost(prefix, hostnum)", NetworkFunctions::host);
        catalog.define("cidrnetmask(prefix)", NetworkFunctions::netmask);
        catalog.define("cidrsubnet(prefix, newbits, netnum)", NetworkFunctions::subnet);
        catalog.define("cidrsubnets(prefix, newbits...)", NetworkFunctions::subnets);
    }

    private static IpPrefix prefix(Arguments arguments) {
        String text = arguments.text(0);
        return IpPrefix.parse(text)
                .orElseThrow(() ->
                        arguments.fault(0, "must be a prefix such as 10.0.0.0/8 or fd00::/8, found \"" + text + "\""));
    }

    private static BigInteger number(Arguments arguments, int index) {
        BigDecimal number = arguments.number(index);
        if (number.stripTrailingZeros().scale() > 0) {
            throw arguments.fault(index, "must be a whole number, found " + Texts.ofNumber(number));
        }
        return number.toBigInteger();
    }

    /** A negative number counts from the end of the range. */
    private static Value host(Arguments arguments) {
        IpPrefix prefix = prefix(arguments);
        BigInteger number = number(arguments, 1);
        BigInteger size = BigInteger.ONE.shiftLeft(prefix.bits() - prefix.length());
        BigInteger offset = number.signum() < 0 ? size.add(number) : number;
        if (offset.signum() < 0 || offset.compareTo(size) >= 0) {
            throw arguments.fault(1, "is " + number + ", but the prefix " + prefix + " has " + size + " addresses");
        }
        return Value.of(IpPrefix.format(prefix.address().add(offset), prefix.bits()));
    }

    private static Value netmask(Arguments arguments) {
        IpPrefix prefix = prefix(arguments);
        if (prefix.bits() != IpPrefix.IPV4_BITS) {
            throw arguments.fault(0, "must be an IPv4 prefix; IPv6 has no netmasks");
        }
        return Value.of(IpPrefix.format(IpPrefix.mask(prefix.length(), prefix.bits()), prefix.bits()));
    }

    private static Value subnet(Arguments arguments) {
        IpPrefix prefix = prefix(arguments);
        int newBits = newBits(arguments, prefix, 1, 0);
        BigInteger number = number(arguments, 2);
        if (number.signum() < 0 || number.bitLength() > newBits) {
            throw arguments.fault(
                    2,
                    "must be between 0 and " + BigInteger.ONE.shiftLeft(newBits).subtract(BigInteger.ONE) + " with "
                            + newBits + " new bits, found " + number);
        }
        int length = prefix.length() + newBits;
        BigInteger address = prefix.address().or(number.shiftLeft(prefix.bits() - length));
        return Value.of(new IpPrefix(address, length, prefix.bits()).toString());
    }

    private static int newBits(Arguments arguments, IpPrefix prefix, int index, int least) {
        int newBits = arguments.whole(index);
        int room = prefix.bits() - prefix.length();
        if (newBits < least || newBits > room) {
            throw arguments.fault(
                    index,
                    "must be between " + least + " and " + room + ", the bits that " + prefix + " leaves, found "
                            + newBits);
        }
        return newBits;
    }

    /** Each subnet begins at the first address after the one before that its size allows. */
    private static Value subnets(Arguments arguments) {
        IpPrefix prefix = prefix(arguments);
        BigInteger next = prefix.address();
        BigInteger end = next.add(BigInteger.ONE.shiftLeft(prefix.bits() - prefix.length()));
        List<Value> subnets = new ArrayList<>();
        for (int index = 1; index < arguments.size(); index++) {
            int newBits = newBits(arguments, prefix, index, 1);
            if (newBits > MAX_NEW_BITS) {
                throw arguments.fault(index, "must not be above " + MAX_NEW_BITS);
            }
            int length = prefix.length() + newBits;
            BigInteger size = BigInteger.ONE.shiftLeft(prefix.bits() - length);
            BigInteger start =
                    next.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
            if (start.add(size).compareTo(end) > 0) {
                throw arguments.fault(
                        index,
                        "asks for a subnet of " + size + " addresses, for which " + prefix + " has no room left");
            }
            subnets.add(Value.of(new IpPrefix(start, length, prefix.bits()).toString()));
            next = start.add(size);
        }
        return Value.of(subnets);
    }
}
