package dev.drover.drivers.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection that began with one HTTP request and then carries bytes in both directions, each of which can end alone. HTTP clients do
 * not let go of their connections like that, so this one speaks the two lines of HTTP itself.
 */
public final class RawConnection implements Closeable {
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int LONGEST_REFUSAL = 64 << 10;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;

    private interface Half {
        void shut() throws IOException;
    }

    private final Closeable socket;
    private final InputStream input;
    private final OutputStream output;
    private final Half half;

    private RawConnection(Closeable socket, InputStream input, OutputStream output, Half half) {
        this.socket = socket;
        this.input = new BufferedInputStream(input);
        this.output = output;
        this.half = half;
    }

    static RawConnection open(EngineAddress address, String path, byte[] body) throws IOException, EngineException {
        RawConnection connection = connect(address);
        try {
            String head = "POST " + path + " HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: " + body.length + "\r\n\r\n";
            connection.output.write(head.getBytes(ISO_8859_1));
            connection.output.write(body);
            connection.output.flush();
            int status = connection.readHead();
            if (status != SWITCHING_PROTOCOLS && status != OK) {
                byte[] refusal = connection.input.readNBytes(LONGEST_REFUSAL);
                throw EngineClient.refusal(status, jsonIn(refusal));
            }
            return connection;
        } catch (IOException | EngineException e) {
            connection.close();
            throw e;
        }
    }

    /** Without the sizes of a chunked answer around it. */
    private static byte[] jsonIn(byte[] body) {
        String text = new String(body, ISO_8859_1);
        int start = text.indexOf('{');
        int end = text.lastIndexOf('}');
        return start < 0 || end < start ? body : text.substring(start, end + 1).getBytes(ISO_8859_1);
    }

    private static RawConnection connect(EngineAddress address) throws IOException {
        Optional<Path> path = address.socket();
        if (path.isPresent()) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(path.get()));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new RawConnection(
                    channel,
                    Channels.newInputStream(channel),
                    Channels.newOutputStream(channel),
                    () -> channel.shutdownOutput());
        }
        URI uri = URI.create(address.base());
        Optional<SSLContext> tls = address.tls();
        Socket socket = tls.isPresent()
                ? secured((SSLSocket) tls.get().getSocketFactory().createSocket(uri.getHost(), uri.getPort()))
                : new Socket(uri.getHost(), uri.getPort());
        return new RawConnection(socket, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
    }

    private static Socket secured(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private int readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int next = input.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new EOFException("the answer has no end of its head");
            }
            head.write(next);
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
        }
        String[] words = head.toString(ISO_8859_1).split(" ", 3);
        try {
            return Integer.parseInt(words.length < 2 ? "" : words[1].strip());
        } catch (NumberFormatException e) {
            throw new IOException("the answer is not HTTP", e);
        }
    }

    public InputStream input() {
        return input;
    }

    public OutputStream output() {
        return output;
    }

    /** Says that nothing more will be written. */
    public void endOutput() throws IOException {
        half.shut();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
