package de.stadttor.api;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/** Answers that no cache keeps: what a person may see now is decided at each request. */
final class Unstored {

    private Unstored() {}

    static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
