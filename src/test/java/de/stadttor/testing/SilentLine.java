package de.stadttor.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a server that can go dead as behind a firewall: nothing arrives any more, and nobody is told. */
public final class SilentLine implements AutoCloseable {

    private final URI target;
    private final ServerSocket door;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private SilentLine(URI target, ServerSocket door) {
        this.target = target;
        this.door = door;
    }

    private static final class Connection {

        private final Socket near;
        private final Socket far;
        private volatile boolean dead;

        private Connection(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        private void carry(Socket from, Socket to) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[8192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                // One end has gone, and so does the other.
            }
        }
    }

    /**
     * @param target host and port count
     */
    public static SilentLine to(URI target) {
        try {
            SilentLine line = new SilentLine(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Connection connection = new Connection(near, new Socket(target.getHost(), target.getPort()));
                connections.add(connection);
                Thread.ofVirtual().start(() -> connection.carry(near, connection.far));
                Thread.ofVirtual().start(() -> connection.carry(connection.far, near));
            } catch (IOException e) {
                // Closed, or the server is away.
            }
        }
    }

    /** The same address, along this line. */
    public String through(String url) {
        return url.replace(
                target.getHost() + ":" + target.getPort(),
                door.getInetAddress().getHostAddress() + ":" + door.getLocalPort());
    }

    /** What is open now carries nothing any more; new connections are well. */
    public void dropAllWithoutAWord() {
        connections.forEach(connection -> connection.dead = true);
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Connection connection : connections) {
                connection.near.close();
                connection.far.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
