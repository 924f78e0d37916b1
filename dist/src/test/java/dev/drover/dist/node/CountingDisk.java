package dev.drover.dist.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A disk that is one boot sector, which counts on the serial port, one number for each tick of the machine's clock (18 in a second):
 *
 * <pre>
 *         xor ax, ax;  mov ds, ax;  mov ss, ax;  mov sp, 0x7c00;  xor bx, bx
 *         mov cx, 18
 * start:  sti;  hlt;  loop start                             ; what the BIOS has to say comes late
 *         mov al, 10;  call put
 * next:   mov ax, bx;  call number;  mov al, 10;  call put;  inc bx;  sti;  hlt;  jmp next
 * number: xor dx, dx;  mov cx, 10;  div cx;  push dx;  test ax, ax;  jz last;  call number
 * last:   pop ax;  add al, '0'
 * put:    mov ah, al;  mov dx, 0x3fd
 * ready:  in al, dx;  test al, 0x20;  jz ready;  mov al, ah;  mov dx, 0x3f8;  out dx, al;  ret
 * </pre>
 */
final class CountingDisk {
    private static final String CODE =
            "31c08ed88ed0bc007c31dbb91200fbf4e2fcb00ae8210089d8e80a00b00ae8170043fbf4ebf131d2b90a00f7f1"
                    + "5285c07403e8f1ff58043088c4bafd03eca82074fb88e0baf803eec3";

    private CountingDisk() {}

    static void write(Path disk) {
        byte[] sector = new byte[512];
        byte[] code = HexFormat.of().parseHex(CODE);
        System.arraycopy(code, 0, sector, 0, code.length);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        try {
            Files.createDirectories(disk.getParent());
            Files.write(disk, sector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
