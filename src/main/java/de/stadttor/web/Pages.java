package de.stadttor.web;

import de.stadttor.configuration.Links.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Renders pages; usable from controllers and from security filters alike, since it writes to the response itself. Sets
 * the headers of the page too, the Content-Security-Policy among them.
 */
@Component
public class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final ITemplateEngine templates;
    private final Languages languages;
    private final Assets assets;
    private final Supplier<Addresses> links;
    private final Text text = new Text();

    Pages(ITemplateEngine templates, Languages languages, Assets assets, Supplier<Addresses> links) {
        this.templates = templates;
        this.languages = languages;
        this.assets = assets;
        this.links = links;
    }

    /** Writes a page none of whose forms is answered by a redirect to another origin. */
    public void write(HttpServletRequest request, HttpServletResponse response, int status, Page page)
            throws IOException {
        write(request, response, status, page, List.of());
    }

    /**
     * Writes a page.
     *
     * @param formTargets where the answer to one of its forms may redirect to, as any address of that origin: Chromium
     *     blocks every other one. The home realm page needs the providers', a logout or "another account" the logout
     *     address of the person's provider, a consent the application's redirect URI
     */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            Page page,
            Collection<String> formTargets)
            throws IOException {
        byte[] html = render(request, response, page).getBytes(StandardCharsets.UTF_8);
        languages.remember(request, response);
        List<String> frames = page instanceof Page.FrontChannelLogout leaving ? leaving.frames() : List.of();
        PageHeaders.set(response, formTargets, frames, page instanceof DeskPage);
        response.setStatus(status);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language(request));
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
        response.flushBuffer();
    }

    /** The language in which a page for this request will be: {@code de} or {@code en}. */
    public String language(HttpServletRequest request) {
        return languages.resolveLocale(request).getLanguage();
    }

    /** Whole before the first byte leaves: a template that fails must not leave half a page behind. */
    private String render(HttpServletRequest request, HttpServletResponse response, Page page) {
        var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext())
                .buildExchange(request, response);
        Locale language = languages.resolveLocale(request);
        var context = new WebContext(exchange, language);
        UnaryOperator<String> asset = file -> assets.url(request.getContextPath(), file);
        if (page instanceof DeskPage atTheDesk) {
            context.setVariable("page", atTheDesk.content());
            context.setVariable("desk", atTheDesk.shell());
        } else {
            context.setVariable("page", page);
        }
        context.setVariable("text", text);
        context.setVariable("asset", asset);
        context.setVariable("language", language.getLanguage());
        context.setVariable("languages", LanguageChoice.of(request));
        context.setVariable("links", currentLinks());
        return templates.process(template(page), context);
    }

    private static String template(Page page) {
        return switch (page) {
            case Page.HomeRealm p -> "home-realm";
            case Page.Refusal p -> "refusal";
            case Page.Failure p -> "failure";
            case Page.SignedOut p -> "signed-out";
            case Page.StillSignedIn p -> "still-signed-in";
            case Page.FrontChannelLogout p -> "front-channel-logout";
            case Page.LogoutQuestion p -> "logout-question";
            case Page.Consent p -> "consent";
            case Page.FormPost p -> "form-post";
            case Page.Unsent p -> "unsent";
            case Page.DeviceCode p -> "device";
            case Page.DeviceQuestion p -> "device-question";
            case Page.DeviceEnd p -> "device-end";
            case DeskPage p -> "desk/" + p.template();
        };
    }

    /** A page that tells of a failure must not fail for the sake of its footer. */
    private Addresses currentLinks() {
        try {
            return links.get();
        } catch (DataAccessException e) {
            LOG.warn(
                    "the links of the footer could not be read: {}",
                    e.getClass().getSimpleName());
            return Addresses.NONE;
        }
    }
}
