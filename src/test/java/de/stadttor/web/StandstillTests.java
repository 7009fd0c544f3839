package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.SimpleTransactionStatus;

class StandstillTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Standstill standstill = new Standstill(nanos::get, Duration.ofSeconds(5));

    /** A transaction that is about to be committed while a request is carried out. */
    private void workFor(Duration time) throws ServletException, IOException {
        standstill.doFilter(
                new MockHttpServletRequest("POST", "/oauth2/token"),
                new MockHttpServletResponse(),
                (request, response) -> {
                    pass(time);
                    standstill.beforeCommit(new SimpleTransactionStatus());
                });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private int answer() throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        standstill.doFilter(new MockHttpServletRequest("POST", "/oauth2/token"), response, new MockFilterChain());
        return response.getStatus();
    }

    @Test
    void refusesWhatWaitedWhileTheNodeStoodStill() throws ServletException, IOException {
        standstill.beat();
        pass(Duration.ofSeconds(30));

        assertThat(answer()).isEqualTo(503);
        pass(Duration.ofMillis(500));
        standstill.beat();
        assertThat(answer()).as("what is read a little later").isEqualTo(503);
    }

    @Test
    void worksAgainSoonAfter() throws ServletException, IOException {
        standstill.beat();
        pass(Duration.ofSeconds(30));
        standstill.beat();
        pass(Duration.ofMillis(2_001));

        assertThat(answer()).isEqualTo(200);
    }

    @Test
    void takesBackWhatWasUnderWay() throws ServletException, IOException {
        assertThatThrownBy(() -> workFor(Duration.ofSeconds(30)))
                .isInstanceOf(TransactionSystemException.class)
                .matches(StoreFailures::isIn);
    }

    @Test
    void slowWorkIsNoStandstill() throws ServletException, IOException {
        workFor(Duration.ofSeconds(4));
        standstill.beat();
        workFor(Duration.ofSeconds(4));

        assertThat(answer()).isEqualTo(200);
    }

    @Test
    void whatBeganAfterwardsIsCommitted() throws ServletException, IOException {
        standstill.beat();
        pass(Duration.ofSeconds(30));
        standstill.beat();
        pass(Duration.ofSeconds(3));

        workFor(Duration.ofSeconds(1));
    }

    @Test
    void whatNobodyAskedForIsCommitted() {
        standstill.beat();
        pass(Duration.ofSeconds(30));

        standstill.beforeCommit(new SimpleTransactionStatus());
    }

    @Test
    void shortPauseIsNone() throws ServletException, IOException {
        standstill.beat();
        pass(Duration.ofSeconds(5));

        assertThat(answer()).isEqualTo(200);
    }

    @Test
    void slowStartIsNoStandstill() throws ServletException, IOException {
        pass(Duration.ofMinutes(1));

        assertThat(answer()).isEqualTo(200);
        standstill.beat();
        assertThat(answer()).isEqualTo(200);
    }
}
