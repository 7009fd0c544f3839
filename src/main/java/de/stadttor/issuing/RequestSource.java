package de.stadttor.issuing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request as it came, with what it referred to already looked up: it can be checked once more without
 * another look.
 *
 * @param parameters all of them, each with all of its values; of a pushed request {@code client_id} and
 *     {@code request_uri} alone, since the rest lies in the database
 */
public record RequestSource(Map<String, List<String>> parameters, Origin origin) {

    private static final String DEVICE = "device";
    private static final String USER_CODE = "user_code";

    /**
     * The request of a device.
     *
     * @param device which one it is
     * @param userCode as the person typed it
     */
    static RequestSource ofDevice(String device, String userCode) {
        return new RequestSource(Map.of(DEVICE, List.of(device), USER_CODE, List.of(userCode)), Origin.DEVICE);
    }

    /** Which device it is of; the empty string where it is of none. */
    String device() {
        return origin == Origin.DEVICE
                ? parameters.getOrDefault(DEVICE, List.of("")).getFirst()
                : "";
    }

    /** What the person has read off the device; null where it is of none. */
    public @Nullable String userCode() {
        return origin == Origin.DEVICE
                ? parameters.getOrDefault(USER_CODE, List.of("")).getFirst()
                : null;
    }

    /** Which way its parameters took. */
    public enum Origin {
        /** By the browser, in the open. */
        PLAIN,
        /** In a request object that the application signed (RFC 9101). */
        SIGNED,
        /** From the application itself, before (RFC 9126). */
        PUSHED,
        /** From a device that has no browser (RFC 8628): its code, as the person typed it, and which one it is. */
        DEVICE
    }
}
