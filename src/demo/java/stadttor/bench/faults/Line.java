package stadttor.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network between a node and PostgreSQL. Cut, it carries nothing and tells nobody, as behind a firewall that drops
 * packets; what was sent over a connection meanwhile never arrives, so that connection stays dead when the cut is mended.
 */
final class Line implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final int target;
    private final ServerSocket door;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    private Line(int target, ServerSocket door) {
        this.target = target;
        this.door = door;
    }

    /** @param target a port on loopback */
    static Line to(int target) {
        try {
            Line line = new Line(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    void mend() {
        connections.forEach(connection -> connection.dead = true);
        cut = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Connection connection = new Connection(door.accept());
                connections.removeIf(Connection::isOver);
                connections.add(connection);
                Thread.ofVirtual().start(connection::open);
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private final class Connection {

        private final Socket near;
        private volatile boolean dead;

        private Connection(Socket near) {
            this.near = near;
        }

        private boolean isOver() {
            return near.isClosed();
        }

        /** A connection that was opened during a cut never comes about, though the near end believes it. */
        private void open() {
            dead = cut;
            try (near;
                    Socket far = dead ? new Socket() : new Socket(InetAddress.getLoopbackAddress(), target)) {
                if (dead) {
                    carry(near, OutputStream.nullOutputStream());
                    return;
                }
                Thread back = Thread.ofVirtual().start(() -> carryAndClose(far));
                carryUntilMended(far);
                far.shutdownOutput();
                back.join();
            } catch (IOException e) {
                // PostgreSQL is away, or one end has gone: the other goes, too.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** That the near end has gone does not get through a cut: until then PostgreSQL keeps what it has locked. */
        private void carryUntilMended(Socket far) throws IOException, InterruptedException {
            try {
                carry(near, far.getOutputStream());
            } finally {
                while (cut && !door.isClosed()) {
                    Thread.sleep(LOOK);
                }
            }
        }

        /** The end of the far side is told to the near one, unless it, too, was lost in a cut. */
        private void carryAndClose(Socket far) {
            try {
                carry(far, near.getOutputStream());
                if (!cut && !dead) {
                    near.close();
                }
            } catch (IOException e) {
                closeNear();
            }
        }

        private void closeNear() {
            try {
                near.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void carry(Socket from, OutputStream to) throws IOException {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (cut) {
                    dead = true;
                }
                if (!dead) {
                    to.write(buffer, 0, read);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            connections.forEach(Connection::closeNear);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
