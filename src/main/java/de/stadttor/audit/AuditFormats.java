package de.stadttor.audit;

import de.stadttor.platform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event as JSON, and as a row of CSV (RFC 4180) that a spreadsheet takes for text and nothing else. */
public final class AuditFormats {

    static final String CSV_HEADER =
            "position,at,kind,actor,actorProvider,provider,account,name,application,reference,details\r\n";

    /**
     * What makes a spreadsheet calculate: at the beginning of a cell, and behind what another locale takes for the end
     * of one. Full-width forms count, too.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[\\t\\r\\n;,|\"'])([\\s\\u00a0\\u3000\"']*)(?=[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])");

    private static final Pattern CONTROL_FIRST = Pattern.compile("^(?=[\\t\\r\\n])");

    private AuditFormats() {}

    /**
     * @param names of accounts, for those who may know them; never stored
     */
    public static Map<String, Object> json(AuditEvent event, Map<UUID, String> names) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("position", event.position());
        json.put("at", event.at().toString());
        json.put("kind", event.kind());
        json.put("actor", event.actor());
        json.put("actorProvider", event.actorProvider());
        json.put("provider", event.provider());
        json.put("account", event.account() == null ? null : event.account().toString());
        json.put("name", event.account() == null ? null : names.get(event.account()));
        json.put("application", event.application());
        json.put("reference", event.reference());
        json.put("details", event.details());
        Map<String, Object> present = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return present;
    }

    static String csv(AuditEvent event, Map<UUID, String> names) {
        UUID account = event.account();
        return Stream.of(
                        cell(Long.toString(event.position())),
                        cell(event.at().toString()),
                        cell(event.kind()),
                        cell(event.actor()),
                        cell(event.actorProvider()),
                        cell(event.provider()),
                        cell(account == null ? null : account.toString()),
                        cell(account == null ? null : names.get(account)),
                        cell(event.application()),
                        cell(event.reference()),
                        cell(Json.write(event.details())))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** In quotes, with an apostrophe before whatever could begin a formula (OWASP: CSV injection). */
    static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String harmless = FORMULA.matcher(text).replaceAll("$1$2'");
        harmless = CONTROL_FIRST.matcher(harmless).replaceFirst("'");
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
