package de.stadttor.web;

import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.route.Flow;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sign-ins that are under way in a browser, each in an encrypted cookie of its own: several tabs do not break each
 * other, any node can go on, and a bot costs no row. At most four at a time; the oldest gives way.
 */
@Component
class FlowCookies {

    private static final String PREFIX = "stadttor_flow_";
    private static final int MOST = 4;
    private static final int LONGEST = 3600;
    private static final int LONGEST_TOGETHER = 6000;

    /** Longer than a flow lives, so that the page of one that took too long knows what to begin again. */
    private static final Duration KEPT = Duration.ofHours(8);

    private final Cookies cookies;
    private final Sealer.Purpose encryption;
    private final Clock clock;

    FlowCookies(Cookies cookies, Sealer sealer, Clock clock) {
        this.cookies = cookies;
        this.encryption = sealer.purpose("flow");
        this.clock = clock;
    }

    /** The flow with this id, if this browser has it and it is not over. */
    Optional<Flow> find(HttpServletRequest request, @Nullable String id) {
        return kept(request, id)
                .filter(flow -> clock.instant().isBefore(flow.startedAt().plus(Flow.LIFETIME)));
    }

    /** The flow with this id, if this browser has it, even if it took too long. */
    Optional<Flow> kept(HttpServletRequest request, @Nullable String id) {
        if (id == null || !id.matches("[0-9a-f]{16}")) {
            return Optional.empty();
        }
        return cookies.read(request, PREFIX + id)
                .flatMap(this::open)
                .filter(flow -> flow.id().equals(id));
    }

    /**
     * Keeps a flow in this browser.
     *
     * @return false where its request is too large for a cookie
     */
    boolean keep(HttpServletRequest request, HttpServletResponse response, Flow flow) {
        String value = Long.toString(flow.startedAt().toEpochMilli(), 36)
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(encryption.seal(Json.write(flow)));
        if (value.length() > LONGEST) {
            return false;
        }
        makeRoom(request, response, flow.id(), value.length());
        cookies.write(response, PREFIX + flow.id(), value, KEPT);
        return true;
    }

    void drop(HttpServletResponse response, String id) {
        cookies.clear(response, PREFIX + id);
    }

    private void makeRoom(HttpServletRequest request, HttpServletResponse response, String id, int length) {
        String prefix = cookies.fullName(PREFIX);
        List<Cookie> others = new ArrayList<>();
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().startsWith(prefix) && !cookie.getName().equals(prefix + id)) {
                    others.add(cookie);
                }
            }
        }
        others.sort(Comparator.comparingLong(FlowCookies::begunAt));
        int together =
                length + others.stream().mapToInt(c -> c.getValue().length()).sum();
        while (!others.isEmpty() && (others.size() >= MOST || together > LONGEST_TOGETHER)) {
            Cookie oldest = others.removeFirst();
            together -= oldest.getValue().length();
            drop(response, oldest.getName().substring(prefix.length()));
        }
    }

    private static long begunAt(Cookie cookie) {
        try {
            return Long.parseLong(cookie.getValue().split("\\.", 2)[0], 36);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Optional<Flow> open(String value) {
        try {
            String encrypted = value.substring(value.indexOf('.') + 1);
            return Optional.of(
                    Json.read(encryption.openText(Base64.getUrlDecoder().decode(encrypted)), Flow.class));
        } catch (NotSealed | IllegalArgumentException | tools.jackson.core.JacksonException e) {
            return Optional.empty();
        }
    }
}
