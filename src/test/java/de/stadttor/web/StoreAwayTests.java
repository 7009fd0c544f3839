package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.FakeFederation;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** What the hub's own chain of resolvers makes of an error in a handler. */
class StoreAwayTests {

    private final List<HandlerExceptionResolver> resolvers = Objects.requireNonNull(
                    FakeFederation.shared().hub().bean(DispatcherServlet.class).getWebApplicationContext())
            .getBeansOfType(HandlerExceptionResolver.class)
            .values()
            .stream()
            .sorted((Comparator<Object>) AnnotationAwareOrderComparator.INSTANCE)
            .toList();

    static List<Exception> endings() {
        return List.of(
                failure(new EOFException()),
                failure(new SocketException("Broken pipe")),
                failure(new SocketException("Connection reset by peer")),
                new TransactionSystemException("commit", failure(new EOFException())));
    }

    private static Exception failure(IOException cause) {
        return new DataAccessResourceFailureException(
                "statement", new PSQLException("An I/O error occurred", PSQLState.CONNECTION_FAILURE, cause));
    }

    /** Whether anybody answers, in the order of the dispatcher. */
    private boolean isAnswered(MockHttpServletResponse response, Exception error) {
        return resolvers.stream()
                .anyMatch(resolver ->
                        resolver.resolveException(new MockHttpServletRequest(), response, null, error) != null);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aConnectionThatPostgresqlEndsIsNoBrowserThatHasGone(Exception error) {
        MockHttpServletResponse response = new MockHttpServletResponse();

        assertThat(isAnswered(response, error)).isTrue();
        assertThat(response.getStatus()).isEqualTo(503);
    }

    @Test
    void aBrowserThatHasGoneIsAnsweredNothing() {
        MockHttpServletResponse response = new MockHttpServletResponse();

        assertThat(isAnswered(response, new EOFException())).isTrue();
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void anErrorOfOurOwnIsNone() {
        assertThat(isAnswered(new MockHttpServletResponse(), new DuplicateKeyException("twice")))
                .isFalse();
    }
}
