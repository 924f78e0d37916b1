package dev.drover.scheduler.device;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The units that devices measure themselves in, each with what it is in the base unit of its dimension. */
enum Unit {
    NONE("", Dimension.COUNT, "1"),
    KILOBYTE("kB", Dimension.BYTES, "1000"),
    KIBIBYTE("KiB", Dimension.BYTES, "1024"),
    MEGABYTE("MB", Dimension.BYTES, "1e6"),
    MEBIBYTE("MiB", Dimension.BYTES, "1048576"),
    GIGABYTE("GB", Dimension.BYTES, "1e9"),
    GIBIBYTE("GiB", Dimension.BYTES, "1073741824"),
    TERABYTE("TB", Dimension.BYTES, "1e12"),
    TEBIBYTE("TiB", Dimension.BYTES, "1099511627776"),
    PETABYTE("PB", Dimension.BYTES, "1e15"),
    PEBIBYTE("PiB", Dimension.BYTES, "1125899906842624"),
    EXABYTE("EB", Dimension.BYTES, "1e18"),
    EXBIBYTE("EiB", Dimension.BYTES, "1152921504606846976"),
    KILOBYTE_RATE("kB/s", Dimension.BYTES_PER_SECOND, "1000"),
    KIBIBYTE_RATE("KiB/s", Dimension.BYTES_PER_SECOND, "1024"),
    MEGABYTE_RATE("MB/s", Dimension.BYTES_PER_SECOND, "1e6"),
    MEBIBYTE_RATE("MiB/s", Dimension.BYTES_PER_SECOND, "1048576"),
    GIGABYTE_RATE("GB/s", Dimension.BYTES_PER_SECOND, "1e9"),
    GIBIBYTE_RATE("GiB/s", Dimension.BYTES_PER_SECOND, "1073741824"),
    TERABYTE_RATE("TB/s", Dimension.BYTES_PER_SECOND, "1e12"),
    TEBIBYTE_RATE("TiB/s", Dimension.BYTES_PER_SECOND, "1099511627776"),
    PETABYTE_RATE("PB/s", Dimension.BYTES_PER_SECOND, "1e15"),
    PEBIBYTE_RATE("PiB/s", Dimension.BYTES_PER_SECOND, "1125899906842624"),
    EXABYTE_RATE("EB/s", Dimension.BYTES_PER_SECOND, "1e18"),
    EXBIBYTE_RATE("EiB/s", Dimension.BYTES_PER_SECOND, "1152921504606846976"),
    MEGAHERTZ("MHz", Dimension.HERTZ, "1e6"),
    GIGAHERTZ("GHz", Dimension.HERTZ, "1e9"),
    MILLIWATT("mW", Dimension.WATTS, "0.001"),
    WATT("W", Dimension.WATTS, "1"),
    KILOWATT("kW", Dimension.WATTS, "1000"),
    MEGAWATT("MW", Dimension.WATTS, "1e6"),
    GIGAWATT("GW", Dimension.WATTS, "1e9");

    /** What is measured; amounts compare with amounts of the same dimension only. */
    enum Dimension {
        COUNT,
        BYTES,
        BYTES_PER_SECOND,
        HERTZ,
        WATTS
    }

    private static final Map<String, Unit> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(unit -> unit.symbol, Function.identity()));

    private final String symbol;
    private final Dimension dimension;
    private final BigDecimal factor;

    Unit(String symbol, Dimension dimension, String factor) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.factor = new BigDecimal(factor);
    }

    /** The unit written so, in exactly these letters: {@code mW} and {@code MW} are far apart. */
    static Optional<Unit> of(String symbol) {
        return Optional.ofNullable(BY_SYMBOL.get(symbol));
    }

    Dimension dimension() {
        return dimension;
    }

    BigDecimal inBase(BigDecimal amount) {
        return amount.multiply(factor);
    }
}
