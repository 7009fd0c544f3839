package de.stadttor.directory;

import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.jboss.resteasy.client.jaxrs.ClientHttpEngine;
import org.jboss.resteasy.client.jaxrs.internal.ClientInvocation;
import org.jboss.resteasy.client.jaxrs.internal.ClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries the admin client's calls over the hub's own {@link OutgoingCalls}, with all that these allow and bound. It
 * reads, and posts the form that asks for a token; it cannot send anything that would change a directory.
 */
final class ReadOnlyEngine implements ClientHttpEngine {

    private final OutgoingCalls calls;

    ReadOnlyEngine(OutgoingCalls calls) {
        this.calls = calls;
    }

    /** What a directory says is not JSON. */
    static final class NotJson extends ProcessingException {

        NotJson() {
            super("not JSON");
        }
    }

    @Override
    public Response invoke(Invocation invocation) {
        ClientInvocation call = (ClientInvocation) invocation;
        try {
            OutgoingCalls.Response answer = send(call);
            if (answer.isSuccess() && !String.valueOf(answer.contentType()).startsWith("application/json")) {
                throw new NotJson();
            }
            return new Answer(call, answer);
        } catch (CallFailure e) {
            throw new ProcessingException(e);
        }
    }

    private OutgoingCalls.Response send(ClientInvocation call) throws CallFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        call.getHeaders().asMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        if (call.getMethod().equals("GET")) {
            return calls.get(call.getUri(), headers);
        }
        if (call.getMethod().equals("POST") && call.getEntity() instanceof MultivaluedMap<?, ?> form) {
            Map<String, String> fields = new LinkedHashMap<>();
            form.forEach((name, values) -> fields.put(String.valueOf(name), String.valueOf(values.getFirst())));
            headers.remove(HttpHeaders.CONTENT_TYPE);
            return calls.postForm(call.getUri(), fields, headers);
        }
        throw new IllegalStateException("a directory is only read");
    }

    @Override
    public @Nullable SSLContext getSslContext() {
        return null;
    }

    @Override
    public @Nullable HostnameVerifier getHostnameVerifier() {
        return null;
    }

    /** The calls are not its own. */
    @Override
    public void close() {}

    private static final class Answer extends ClientResponse {

        private @Nullable InputStream stream;

        Answer(ClientInvocation call, OutgoingCalls.Response answer) {
            super(call.getClientConfiguration(), call.getTracingLogger());
            setStatus(answer.status());
            MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
            if (answer.contentType() != null) {
                headers.add(HttpHeaders.CONTENT_TYPE, answer.contentType());
            }
            setHeaders(headers);
            stream = new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        protected @Nullable InputStream getInputStream() {
            return stream;
        }

        @Override
        protected void setInputStream(InputStream replacement) {
            stream = replacement;
            resetEntity();
        }

        @Override
        public void releaseConnection() {}

        @Override
        public void releaseConnection(boolean consumeInputStream) {}
    }
}
