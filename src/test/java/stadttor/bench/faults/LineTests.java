package stadttor.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineTests {

    private static final int ANSWER_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 300;

    private final ServerSocket server = echo();
    private final Line line = Line.to(server.getLocalPort());

    @AfterEach
    void close() throws IOException {
        line.close();
        server.close();
    }

    private static ServerSocket echo() {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        Thread.ofVirtual().start(() -> {
                            try (socket) {
                                socket.getInputStream().transferTo(socket.getOutputStream());
                            } catch (IOException e) {
                                // The other end has gone.
                            }
                        });
                    } catch (IOException e) {
                        // Closed.
                    }
                }
            });
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), line.port());
    }

    private static int echoOf(Socket socket, int patience) throws IOException {
        socket.setSoTimeout(patience);
        socket.getOutputStream().write(7);
        return socket.getInputStream().read();
    }

    @Test
    void carriesBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(echoOf(socket, ANSWER_MILLIS)).isEqualTo(7);
        }
    }

    @Test
    void carriesNothingWhileItIsCutAndTellsNobody() throws IOException {
        try (Socket before = connect()) {
            assertThat(echoOf(before, ANSWER_MILLIS)).isEqualTo(7);
            line.cut();
            try (Socket during = connect()) {
                assertThatThrownBy(() -> echoOf(before, SILENCE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> echoOf(during, SILENCE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void carriesNewConnectionsAgainOnceItIsMended() throws IOException {
        try (Socket before = connect()) {
            assertThat(echoOf(before, ANSWER_MILLIS)).isEqualTo(7);
            line.cut();
            line.mend();
            try (Socket after = connect()) {
                assertThat(echoOf(after, ANSWER_MILLIS)).isEqualTo(7);
                assertThatThrownBy(() -> echoOf(before, SILENCE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }
}
