package stadttor.bench.operations;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Asks over connections that are kept, follows nothing and keeps nothing. For use by several threads. */
public final class Http implements AutoCloseable {

    private static final Timeout LONGEST = Timeout.ofMinutes(3);

    private final MinimalHttpClient client;
    private final RequestConfig patience;

    /** @param connections to one server at a time */
    public Http(int connections) {
        this(connections, LONGEST.toDuration());
    }

    /** @param patience how long an answer may take */
    public Http(int connections, Duration patience) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        pool.setDefaultMaxPerRoute(connections);
        pool.setMaxTotal(connections * 8);
        this.client = HttpClients.createMinimal(pool);
        this.patience =
                RequestConfig.custom().setResponseTimeout(Timeout.of(patience)).build();
    }

    public Answer get(URI target, Map<String, String> headers) {
        return send(target, new HttpGet(target), headers);
    }

    public Answer post(URI target, Map<String, String> form, Map<String, String> headers) {
        HttpPost request = new HttpPost(target);
        request.setEntity(new StringEntity(form(form), ContentType.APPLICATION_FORM_URLENCODED));
        return send(target, request, headers);
    }

    public Answer put(URI target, String body, ContentType type, Map<String, String> headers) {
        HttpPut request = new HttpPut(target);
        request.setEntity(new StringEntity(body, type));
        return send(target, request, headers);
    }

    /** {@code application/x-www-form-urlencoded}, fit for a query, too. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What stands in the query of an address. */
    public static Map<String, String> query(URI uri) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Stream.of(query.split("&", -1))
                .filter(pair -> pair.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair.substring(0, pair.indexOf('=')), StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8)));
    }

    private Answer send(URI target, HttpUriRequestBase request, Map<String, String> headers) {
        headers.forEach(request::setHeader);
        request.setConfig(patience);
        try {
            return client.execute(request, response -> read(target, response));
        } catch (IOException e) {
            throw new NoAnswer(target.getAuthority() + target.getPath() + " does not answer: " + e.getMessage(), e);
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
                    response.getFirstHeader("Retry-After") != null,
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
