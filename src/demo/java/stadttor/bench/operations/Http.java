package stadttor.bench.operations;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** Asks over connections that are kept, follows nothing and keeps nothing. For use by several threads. */
final class Http implements AutoCloseable {

    private final MinimalHttpClient client;

    /** @param connections to one server at a time */
    Http(int connections) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        pool.setDefaultMaxPerRoute(connections);
        pool.setMaxTotal(connections * 8);
        this.client = HttpClients.createMinimal(pool);
    }

    Answer get(URI target, Map<String, String> headers) {
        return send(target, new HttpGet(target), headers);
    }

    Answer post(URI target, Map<String, String> form, Map<String, String> headers) {
        HttpPost request = new HttpPost(target);
        request.setEntity(new StringEntity(form(form), ContentType.APPLICATION_FORM_URLENCODED));
        return send(target, request, headers);
    }

    /** {@code application/x-www-form-urlencoded}, fit for a query, too. */
    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Answer send(URI target, HttpUriRequestBase request, Map<String, String> headers) {
        headers.forEach(request::setHeader);
        try {
            return client.execute(request, response -> read(target, response));
        } catch (IOException e) {
            throw new BenchProblem(target.getAuthority() + target.getPath() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static Answer read(URI target, ClassicHttpResponse response) throws IOException {
        try {
            Header location = response.getFirstHeader("Location");
            return new Answer(
                    target,
                    response.getCode(),
                    location == null ? null : target.resolve(location.getValue()),
                    Stream.of(response.getHeaders("Set-Cookie"))
                            .map(Header::getValue)
                            .toList(),
                    body(response));
        } catch (ParseException e) {
            throw new IOException(e);
        }
    }

    private static String body(ClassicHttpResponse response) throws IOException, ParseException {
        @Nullable
        String body = response.getEntity() == null
                ? null
                : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
        return body == null ? "" : body;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
