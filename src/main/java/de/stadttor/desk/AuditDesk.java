package de.stadttor.desk;

import de.stadttor.audit.AuditEvents;
import de.stadttor.audit.AuditReading;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What happened: looked through, taken along as a file, and the chain's head to be kept. */
@Desk
class AuditDesk {

    private static final int AT_ONCE = 50;

    private final DeskPages pages;
    private final AuditReading audit;
    private final AuditRows rows;
    private final AuditPeople people;
    private final Accounts accounts;
    private final Providers providers;

    AuditDesk(
            DeskPages pages,
            AuditReading audit,
            AuditRows rows,
            AuditPeople people,
            Accounts accounts,
            Providers providers) {
        this.pages = pages;
        this.audit = audit;
        this.rows = rows;
        this.people = people;
        this.accounts = accounts;
        this.providers = providers;
    }

    @GetMapping("/desk/audit")
    void audit(
            DeskUser user,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AuditEvents.demandReader(user.actor());
        AuditFilter filter = AuditFilter.of(parameters);
        List<String> problems = filter.problems();
        AuditPeople.Meant meant = people.meant(filter, user);
        boolean asks = problems.isEmpty() && meant.isClear();
        AuditReading.Page page = asks
                ? audit.page(filter.query(meant.account(), meant.reference()), user.actor(), AT_ONCE)
                : new AuditReading.Page(List.of(), null);
        String next = page.next() == null ? null : filter.from(page.next()).href("/desk/audit");
        pages.write(
                request,
                response,
                user,
                problems.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_BAD_REQUEST,
                new AuditPage(
                        filter,
                        problems,
                        choices(user),
                        meant,
                        rows.of(page, user),
                        next,
                        filter.cursor().isEmpty() ? null : filter.from(null).href("/desk/audit"),
                        audit.sealed(user.actor()).orElse(null)));
    }

    /** All that the filter lets through, whatever page was looked at. */
    @GetMapping("/desk/audit/export")
    void export(
            DeskUser user,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AuditEvents.demandReader(user.actor());
        AuditFilter filter = AuditFilter.of(parameters).from(null);
        AuditPeople.Meant meant = people.meant(filter, user);
        AuditReading.Format format = format(parameters.get("format"));
        if (format == null || !filter.problems().isEmpty() || !meant.isClear()) {
            pages.leadTo(response, filter.href("/desk/audit"));
            return;
        }
        attach(response, format.mediaType(), format.fileName());
        audit.export(
                filter.query(meant.account(), meant.reference()),
                user.actor(),
                format,
                null,
                accounts::names,
                response.getOutputStream());
    }

    /** As the API gives it, as a file. */
    @GetMapping("/desk/audit/head")
    void head(DeskUser user, HttpServletResponse response) throws IOException {
        String head = audit.head(user.actor()).orElseThrow(DeskProblems.NotThere::new);
        attach(response, "application/jwt", "stadttor-audit-head.jwt");
        response.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private List<AuditPage.Choice> choices(DeskUser user) {
        return user.isOperator()
                ? providers.all().stream()
                        .map(provider -> new AuditPage.Choice(provider.id(), provider.name()))
                        .toList()
                : List.of();
    }

    private static AuditReading.@Nullable Format format(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "csv" -> AuditReading.Format.CSV;
            case "jsonl" -> AuditReading.Format.JSON_LINES;
            default -> null;
        };
    }

    private static void attach(HttpServletResponse response, String mediaType, String fileName) {
        response.setContentType(mediaType);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
