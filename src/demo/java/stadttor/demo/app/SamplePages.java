package stadttor.demo.app;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** What a sample application shows, in German. */
class SamplePages {

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("provider_disabled", "Der Anmeldedienst Ihrer Stadt ist zurzeit abgeschaltet."),
            Map.entry("account_disabled", "Ihr Konto ist gesperrt."),
            Map.entry("municipality_unknown", "Ihre Kommune ist nicht bekannt."),
            Map.entry("assurance_unknown", "Die Art Ihrer Anmeldung ist nicht bekannt."),
            Map.entry("state_not_admitted", "Diese Anwendung ist für Ihr Bundesland nicht zugelassen."),
            Map.entry("not_released", "Ihre Stadt hat diese Anwendung nicht freigegeben."),
            Map.entry("groups_incomplete", "Ihre Gruppen wurden nicht vollständig übermittelt."),
            Map.entry("no_role", "Sie haben in dieser Anwendung keine Rolle."),
            Map.entry("assurance_too_low", "Diese Anwendung verlangt eine Anmeldung mit zweitem Faktor."));

    private final SampleApplication application;

    SamplePages(SampleApplication application) {
        this.application = application;
    }

    String home(OidcUser user, CsrfToken csrf, String notice) {
        List<String> roles = Objects.requireNonNullElse(user.getIdToken().getClaimAsStringList("roles"), List.of());
        String name = Objects.requireNonNullElse(user.getFullName(), user.getSubject());
        String note = notice.isEmpty() ? "" : "<p class=\"note\" role=\"status\">" + text(notice) + "</p>";
        String tasks = application.tasks().stream()
                .map(task -> roles.contains(task.role())
                        ? form("/tasks/" + task.role(), task.label(), csrf, "")
                        : "<p class=\"missing\">" + text(task.label()) + ": dafür fehlt die Rolle " + text(task.role())
                                + "</p>")
                .collect(Collectors.joining("\n"));
        String claims = new TreeMap<>(user.getClaims())
                .entrySet().stream()
                        .map(claim -> "<tr><th scope=\"row\">" + text(claim.getKey()) + "</th><td>"
                                + text(String.valueOf(claim.getValue())) + "</td></tr>")
                        .collect(Collectors.joining("\n"));
        return page("Angemeldet", """
                %s
                <h1>Guten Tag, <span data-user>%s</span></h1>
                <p>Rollen: <strong data-roles>%s</strong></p>
                <h2>Aufgaben</h2>
                <div class="tasks">%s</div>
                <h2>Was Stadttor über Sie mitteilt</h2>
                <table><caption>Angaben aus ID-Token und UserInfo</caption><tbody>%s</tbody></table>
                <p><a href="%s">Weiter zu %s</a></p>
                %s
                """.formatted(
                        note,
                        text(name),
                        roles.isEmpty() ? "keine" : text(String.join(", ", roles)),
                        tasks,
                        claims,
                        text(application.otherAddress()),
                        text(application.otherName()),
                        form("/logout", "Abmelden", csrf, " data-action=\"logout\"")));
    }

    String signedOut() {
        return page("Abgemeldet", """
                <h1>Sie sind abgemeldet</h1>
                <p>Ihre Sitzung in %s ist beendet.</p>
                <p><a class="button" href="/oauth2/authorization/stadttor">Wieder anmelden</a></p>
                """.formatted(text(application.name())));
    }

    /** @param reason as the hub told it; anything else gets a general sentence */
    String refused(String reason) {
        String sentence = REASONS.getOrDefault(reason, "Die Anmeldung wurde nicht abgeschlossen.");
        String told = REASONS.containsKey(reason) ? " data-reason=\"" + reason + "\"" : "";
        return page("Kein Zugang", """
                <h1>Kein Zugang zu %s</h1>
                <p%s>%s</p>
                <p><a class="button" href="/oauth2/authorization/stadttor">Noch einmal anmelden</a></p>
                <p><a href="%s">Zu %s</a></p>
                """.formatted(
                        text(application.name()),
                        told,
                        sentence,
                        text(application.otherAddress()),
                        text(application.otherName())));
    }

    String style() {
        return """
                body { margin: 0; font: 1.05rem/1.5 system-ui, sans-serif; color: #1b1f27; background: #f4f5f8; }
                header { background: #171a6b; color: #fff; padding: 1rem 1.5rem; font-weight: 600; }
                main { max-width: 46rem; margin: 1.5rem auto; padding: 1rem 1.5rem; background: #fff; }
                a { color: #171a6b; }
                button, .button { font: inherit; padding: .5rem 1rem; border: 2px solid #171a6b; border-radius: .25rem;
                  background: #171a6b; color: #fff; text-decoration: none; cursor: pointer; }
                :focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
                .tasks { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
                .missing { margin: 0; color: #565b66; }
                .note { padding: .5rem 1rem; background: #e3f1e3; border-left: .3rem solid #1d6b1d; }
                table { border-collapse: collapse; width: 100%; }
                caption { text-align: left; padding-bottom: .5rem; }
                th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #c9ccd4;
                  overflow-wrap: anywhere; }
                """;
    }

    private static String form(String action, String label, CsrfToken csrf, String attributes) {
        return """
                <form method="post" action="%s"><input type="hidden" name="%s" value="%s"><button%s>%s</button></form>
                """.formatted(action, csrf.getParameterName(), csrf.getToken(), attributes, text(label));
    }

    private String page(String title, String content) {
        return """
                <!doctype html>
                <html lang="de">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s – %s</title>
                <link rel="stylesheet" href="/style.css">
                </head>
                <body>
                <header>%s</header>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(text(title), text(application.name()), text(application.name()), content);
    }

    private static String text(String value) {
        return HtmlUtils.htmlEscape(value, "UTF-8");
    }
}
