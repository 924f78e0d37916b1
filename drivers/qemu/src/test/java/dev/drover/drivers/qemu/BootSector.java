package dev.drover.drivers.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A disk that is one boot sector. The machine asks to be told of its power button, says on its serial port that it boots, waits for the
 * button, says that it ends, and switches itself off:
 *
 * <pre>
 *         cli;  xor ax, ax;  mov ds, ax;  mov ss, ax;  mov sp, 0x7c00
 *         mov dx, 0x602;  mov ax, 0x100;  out dx, ax        ; enable the power button's event
 *         mov si, boots;  call say
 *         mov dx, 0x600
 * wait:   pause;  in ax, dx;  test ax, 0x100;  jz wait       ; was it pressed?
 *         mov si, bye;  call say
 *         mov dx, 0x604;  mov ax, 0x2000;  out dx, ax       ; soft off
 * stop:   hlt;  jmp stop
 * say:    lodsb;  or al, al;  jz end;  mov dx, 0x3f8;  out dx, al;  jmp say
 * end:    ret
 * boots:  "drover boots\n", 0
 * bye:    "power off\n", 0
 * </pre>
 */
final class BootSector {
    private static final String CODE = "fa31c08ed88ed0bc007cba0206b80001efbe3e7ce81b00ba0006f390eda9000174f8"
            + "be4c7ce80a00ba0406b80020eff4ebfdac08c07406baf803eeebf5c3";

    private BootSector() {}

    static void write(Path disk) throws IOException {
        byte[] sector = new byte[512];
        byte[] code = HexFormat.of().parseHex(CODE);
        System.arraycopy(code, 0, sector, 0, code.length);
        int at = code.length;
        for (String text : new String[] {"drover boots\n", "power off\n"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, sector, at, bytes.length);
            at += bytes.length + 1;
        }
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        Files.write(disk, sector);
    }
}
