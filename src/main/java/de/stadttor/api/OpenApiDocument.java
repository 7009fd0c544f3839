package de.stadttor.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this API, for everybody. */
@RestController
class OpenApiDocument {

    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document() throws IOException {
        String text = new ClassPathResource("schema/openapi.json").getContentAsString(StandardCharsets.UTF_8);
        return ResponseEntity.ok(text.getBytes(StandardCharsets.UTF_8));
    }
}
