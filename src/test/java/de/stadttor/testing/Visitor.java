package de.stadttor.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a browser of their own, without the browser: keeps cookies, follows redirects, fills in forms. */
public final class Visitor {

    private static final int MOST_HOPS = 15;
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");

    private final String language;
    private final LoopbackCookies cookies = new LoopbackCookies();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Somebody whose browser prefers German. */
    public Visitor() {
        this("de");
    }

    /**
     * @param language as in {@code Accept-Language}
     */
    public Visitor(String language) {
        this.language = language;
    }

    /**
     * Where a walk ended: at a page, or on the way to an address that nobody follows any more.
     *
     * @param uri of the page, or where the last redirect points
     * @param status of the last answer
     * @param body of the page
     */
    public record Stop(URI uri, int status, String body, HttpResponse<String> response) {

        /** A parameter of the address, empty where it is missing. */
        public Optional<String> parameter(String name) {
            return Optional.ofNullable(query(uri).get(name));
        }

        /** What the page gives as an attribute, empty where it has no such. */
        public Optional<String> attribute(String name) {
            Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(body);
            return matcher.find() ? Optional.of(matcher.group(1).replace("&amp;", "&")) : Optional.empty();
        }

        /** What the page opens in a frame, empty where there is none. */
        public Optional<String> frame() {
            Matcher frame = Pattern.compile("<iframe[^>]* src=\"([^\"]*)\"").matcher(body);
            return frame.find() ? Optional.of(frame.group(1).replace("&amp;", "&")) : Optional.empty();
        }

        /** The code with which the application was reached; empty elsewhere, and for an error. */
        public Optional<String> code() {
            return uri.toString().startsWith(TestClient.CALLBACK) ? parameter("code") : Optional.empty();
        }

        public boolean asksForPassword() {
            return body.contains("name=\"password\"");
        }

        public boolean asksForOneTimePassword() {
            return body.contains("name=\"otp\"");
        }

        /** The fields of a form that is to be posted to the application; empty where there is no such form. */
        public Map<String, String> posted() {
            Matcher form = Pattern.compile("<form[^>]*data-post-now=[^>]*>(.*?)</form>", Pattern.DOTALL)
                    .matcher(body);
            return form.find() ? hidden(form.group(1)) : Map.of();
        }

        /** Where the page's link with this {@code data-action} leads. */
        public URI link(String action) {
            return link("data-action", action);
        }

        /** Where the link with this {@code data-action} or {@code data-provider} leads. */
        public URI link(String attribute, String value) {
            Matcher tag = Pattern.compile("<a [^>]*" + attribute + "=\"" + value + "\"[^>]*>")
                    .matcher(body);
            Matcher href = Pattern.compile("href=\"([^\"]*)\"").matcher(tag.find() ? tag.group() : "");
            if (!href.find()) {
                throw new AssertionError("no link " + value + " at " + uri + " (" + status + "):\n" + body);
            }
            return uri.resolve(href.group(1).replace("&amp;", "&"));
        }
    }

    /** The value of a cookie of the hub, empty where there is none. */
    public Optional<String> cookie(String name) {
        return cookies.value(name);
    }

    public List<String> cookieNames() {
        return cookies.names();
    }

    /** As somebody else might have planted it. */
    public void plantCookie(String name, String value) {
        cookies.plant(name, value);
    }

    public void forgetCookie(String name) {
        cookies.forget(name);
    }

    /** Posts the form of a page that leads to this path, with its hidden fields and further ones. */
    public Stop submit(Stop page, String path, Map<String, String> further, String until) {
        Matcher form = Pattern.compile("<form[^>]*action=\"" + path + "\"[^>]*>(.*?)</form>", Pattern.DOTALL)
                .matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no form to " + path + " at " + page.uri() + ":\n" + page.body());
        }
        Map<String, String> fields = hidden(form.group(1));
        fields.putAll(further);
        return post(page.uri().resolve(path), fields, until);
    }

    private static Map<String, String> hidden(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form);
        while (hidden.find()) {
            Matcher name = NAME.matcher(hidden.group());
            Matcher value = VALUE.matcher(hidden.group());
            if (name.find() && value.find()) {
                fields.put(name.group(1), value.group(1).replace("&amp;", "&"));
            }
        }
        return fields;
    }

    /** Follows redirects until a page, or until one leads to an address that starts like that. */
    public Stop go(URI uri, String until) {
        return follow(HttpRequest.newBuilder(uri), until);
    }

    /** Posts a form, then follows redirects. */
    public Stop post(URI uri, Map<String, String> form, String until) {
        return follow(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form))),
                until);
    }

    /** Fills in Keycloak's sign-in page. */
    public Stop signIn(Stop page, String user, String until) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no sign-in form at " + page.uri() + ":\n" + page.body());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("username", user);
        fields.put("password", "demo");
        return post(page.uri().resolve(form.group(1).replace("&amp;", "&")), fields, until);
    }

    /** Fills in Keycloak's page for a one-time password, for those of the demo who have one. */
    public Stop typeOneTimePassword(Stop page, String until) {
        Stop stop = page;
        for (int period : List.of(0, 1, -1)) {
            Matcher form = FORM.matcher(stop.body());
            if (!stop.asksForOneTimePassword() || !form.find()) {
                throw new AssertionError("no one-time password is asked for at " + stop.uri() + ":\n" + stop.body());
            }
            stop = post(
                    stop.uri().resolve(form.group(1).replace("&amp;", "&")),
                    Map.of("otp", UpstreamBrowser.oneTimePassword(period)),
                    until);
            if (!stop.asksForOneTimePassword()) {
                return stop;
            }
        }
        throw new AssertionError("no one-time password was taken:\n" + stop.body());
    }

    private Stop follow(HttpRequest.Builder request, String until) {
        HttpRequest next = browsing(request);
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            HttpResponse<String> response = send(next);
            Optional<String> location = response.headers().firstValue("Location");
            if (location.isEmpty() || response.statusCode() / 100 != 3) {
                return new Stop(next.uri(), response.statusCode(), response.body(), response);
            }
            URI target = next.uri().resolve(location.get());
            if (target.toString().startsWith(until)) {
                return new Stop(target, response.statusCode(), response.body(), response);
            }
            next = browsing(HttpRequest.newBuilder(target));
        }
        throw new AssertionError("more than " + MOST_HOPS + " redirects, the last to " + next.uri());
    }

    private HttpRequest browsing(HttpRequest.Builder request) {
        return request.header("Accept", "text/html,application/xhtml+xml")
                .header("Accept-Language", language)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static String encode(Map<String, String> form) {
        StringBuilder text = new StringBuilder();
        form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    public static Map<String, String> query(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : List.of(uri.getRawQuery().split("&", -1))) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
