package de.stadttor.registration;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people are told of the application, in one language or several (RFC 7591 section 2.2), and who made it. */
final class Presentation implements MetadataStep {

    private static final Set<String> ADDRESSES = Set.of("client_uri", "logo_uri", "policy_uri", "tos_uri");
    private static final Pattern MEMBER =
            Pattern.compile("(client_name|client_uri|logo_uri|policy_uri|tos_uri)(?:#(.+))?");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}");
    private static final int LONGEST_NAME = 200;
    private static final int MOST_LANGUAGES = 50;

    private final Targets targets;

    Presentation(Targets targets) {
        this.targets = targets;
    }

    @Override
    public void read(Fields asked, Metadata registered) {
        int members = 0;
        for (String name : asked.names()) {
            Matcher member = MEMBER.matcher(name);
            if (member.matches()) {
                if (++members > MOST_LANGUAGES) {
                    throw new InvalidClientMetadata(name, "expected at most " + MOST_LANGUAGES + " translations");
                }
                translated(name, member, asked, registered);
            }
        }
        registered.put("contacts", asked.texts("contacts"));
        registered.put("software_id", asked.text("software_id"));
        registered.put("software_version", asked.text("software_version"));
    }

    private void translated(String name, Matcher member, Fields asked, Metadata registered) {
        String language = member.group(2);
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw new InvalidClientMetadata(
                    member.group(1), "behind # stands no language (BCP 47), expected client_name#de for instance");
        }
        String value = asked.text(name);
        if (value == null) {
            return;
        }
        if (ADDRESSES.contains(member.group(1))) {
            String problem = targets.shownProblem(value);
            if (problem != null) {
                throw new InvalidClientMetadata(name, problem);
            }
        } else if (value.length() > LONGEST_NAME) {
            throw new InvalidClientMetadata(name, "expected at most " + LONGEST_NAME + " characters");
        }
        registered.put(name, value);
    }
}
