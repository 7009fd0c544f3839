package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class StandstillTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Standstill standstill = new Standstill(nanos::get);

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
