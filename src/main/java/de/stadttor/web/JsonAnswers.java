package de.stadttor.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON that a filter writes by itself; no cache may keep them. */
final class JsonAnswers {

    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonAnswers() {}

    static void write(HttpServletResponse response, int status, Map<String, Object> answer) throws IOException {
        response.setStatus(status);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(answer));
    }
}
