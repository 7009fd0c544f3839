package de.stadttor.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The states of a resource that a caller takes for the latest (RFC 9110 §13.1.1).
 *
 * @param tags empty where the caller says nothing of it
 */
record IfMatch(List<ETag> tags) {

    /**
     * @throws ResponseStatusException where the header is there and is no list of entity tags
     */
    static IfMatch of(HttpServletRequest request) {
        String header = String.join(", ", Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)));
        List<ETag> tags = ETag.parse(header);
        if (tags.isEmpty() && !header.isBlank()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "If-Match is no list of entity tags, expected the ETag of an answer.");
        }
        return new IfMatch(tags);
    }

    boolean isMissing() {
        return tags.isEmpty();
    }

    /** By the strong comparison: a weak tag matches nothing. */
    boolean admits(String tag) {
        ETag current = ETag.create(tag);
        return tags.stream().anyMatch(one -> one.isWildcard() || one.compare(current, true));
    }
}
