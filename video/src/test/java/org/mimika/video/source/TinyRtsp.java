package org.mimika.video.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An RTSP server (RFC 2326) on the loopback that shows one JPEG again and again (RFC 2435), or leads elsewhere. */
final class TinyRtsp implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final byte[] jpeg;
    private final String location;

    /**
     * Serves on a thread of its own.
     *
     * @param jpeg 64x48 with standard Huffman tables and one quantisation table
     * @param location where to lead everybody; empty to serve
     */
    TinyRtsp(byte[] jpeg, String location) throws IOException {
        this.jpeg = jpeg;
        this.location = location;
        Thread thread = new Thread(this::serve, "tiny-rtsp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The first lines of what was asked. */
    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                converse(socket);
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        while (true) {
            String first = in.readLine();
            if (first == null) {
                return;
            }
            requests.add(first);
            String sequence = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                sequence = line.startsWith("CSeq") ? line : sequence;
            }
            out.write(answer(first.split(" ")[0], sequence).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (first.startsWith("PLAY")) {
                play(out);
            }
        }
    }

    private String answer(String method, String sequence) {
        if (!location.isEmpty()) {
            return "RTSP/1.0 302 Found\r\n" + sequence + "\r\nLocation: " + location + "\r\n\r\n";
        }
        String more =
                switch (method) {
                    case "SETUP" -> "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
                    case "DESCRIBE" -> {
                        String sdp = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\n"
                                + "a=control:track1\r\n";
                        yield "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp;
                    }
                    default -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY\r\nSession: 1\r\n\r\n";
                };
        return "RTSP/1.0 200 OK\r\n" + sequence + "\r\n" + more;
    }

    private void play(OutputStream out) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(jpeg);
        int table = find(0xDB) + 5;
        int scan = find(0xDA);
        int data = scan + 2 + file.getShort(scan + 2);
        int length = jpeg.length - 2 - data;
        for (int i = 0; ; i++) {
            ByteBuffer packet = ByteBuffer.allocate(4 + 12 + 8 + 4 + 64 + length);
            packet.put((byte) '$').put((byte) 0).putShort((short) (packet.capacity() - 4));
            packet.put((byte) 0x80)
                    .put((byte) (0x80 | 26))
                    .putShort((short) i)
                    .putInt(i * 3600)
                    .putInt(7);
            packet.putInt(0).put((byte) 1).put((byte) 255).put((byte) (64 / 8)).put((byte) (48 / 8));
            packet.putShort((short) 0).putShort((short) 64).put(jpeg, table, 64);
            packet.put(jpeg, data, length);
            out.write(packet.array());
            out.flush();
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private int find(int marker) {
        for (int i = 0; ; i++) {
            if ((jpeg[i] & 0xff) == 0xFF && (jpeg[i + 1] & 0xff) == marker) {
                return i;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
