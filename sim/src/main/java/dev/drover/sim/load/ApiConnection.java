package dev.drover.sim.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection that asks one thing at a time. An ordinary HTTP client does more for each request than the agent that is measured,
 * on the same machine; this one does what is needed to read an answer.
 */
final class ApiConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;

    /**
     * An answer without its body.
     *
     * @param index state that it shows; 0 when it does not tell
     */
    record Reply(int status, long index) {}

    private final Address address;
    private final String token;
    private final Socket socket;
    private final InputStream in;

    private ApiConnection(Address address, String token, Socket socket) throws IOException {
        this.address = address;
        this.token = token;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /** @param token secret of the ACL token; empty for none */
    static ApiConnection open(Address address, String token) throws IOException {
        Socket socket = new Socket(address.host(), address.port());
        socket.setTcpNoDelay(true);
        return new ApiConnection(address, token, socket);
    }

    Reply get(String path) throws IOException {
        return ask("GET", path, "");
    }

    Reply put(String path, String body) throws IOException {
        return ask("PUT", path, body);
    }

    private Reply ask(String method, String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + address.host() + ":" + address.port() + "\r\n"
                + (token.isEmpty() ? "" : "X-Nomad-Token: " + token + "\r\n")
                + (content.length == 0 ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: " + content.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[headBytes.length + content.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(content, 0, request, headBytes.length, content.length);
        socket.getOutputStream().write(request);
        return read();
    }

    private Reply read() throws IOException {
        String first = line();
        String[] words = first.split(" ", 3);
        if (words.length < 2) {
            throw new IOException("no HTTP answer: " + first);
        }
        long index = 0;
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "x-nomad-index" -> index = Long.parseLong(value);
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                default -> {
                    // Nothing that is measured.
                }
            }
        }
        if (chunked) {
            for (long size = chunk(); size > 0; size = chunk()) {
                in.skipNBytes(size);
                line();
            }
            line();
        } else {
            in.skipNBytes(length);
        }
        return new Reply(Integer.parseInt(words[1]), index);
    }

    private long chunk() throws IOException {
        return Long.parseLong(line().split(";", 2)[0].strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the agent closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("the agent's answer has a line of more than " + LONGEST_LINE + " characters");
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
