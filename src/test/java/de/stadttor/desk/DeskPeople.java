package de.stadttor.desk;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Those of the demo who have something to do at the desk, and some who have not; each signs in once. */
final class DeskPeople {

    static final Map<String, String> PROVIDERS = Map.of(
            "otto.betrieb", "ebit-dresden",
            "dirk.admin", "ebit-dresden",
            "daniela.admin", "ebit-dresden",
            "heiko.admin", "kid-magdeburg",
            "hanna.admin", "kid-magdeburg",
            "paul.revision", "kid-magdeburg",
            "olga.betrieb", "lecos-leipzig",
            "bernd.vogel", "ebit-dresden",
            "anna.richter", "ebit-dresden");

    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");

    private final HubUnderTest hub;
    private final Map<String, Employee> signedIn = new ConcurrentHashMap<>();

    DeskPeople(HubUnderTest hub) {
        this.hub = hub;
    }

    Stop opens(String user, String path) {
        return person(user).goes(URI.create(hub.issuer() + path));
    }

    /** As the form of a page does, with the proof that pages of this person bear. */
    Stop posts(String user, String path, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.putIfAbsent("proof", proof(user));
        return person(user).browser().post(URI.create(hub.issuer() + path), form, "nowhere:");
    }

    /** The same, up to the answer itself: where it leads on, nobody follows. */
    Stop sends(String user, String path, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.putIfAbsent("proof", proof(user));
        return person(user).browser().post(URI.create(hub.issuer() + path), form, hub.issuer() + "/desk/providers/");
    }

    /** Empty for somebody who is refused at the door. */
    String proof(String user) {
        Matcher proof = PROOF.matcher(opens(user, "/desk").body());
        return proof.find() ? proof.group(1) : "";
    }

    Employee person(String user) {
        return signedIn.computeIfAbsent(user, name -> {
            Employee employee = newcomer(name);
            employee.typesPassword(employee.goes(URI.create(hub.issuer() + "/desk?idp_hint=" + PROVIDERS.get(name))));
            return employee;
        });
    }

    /** The same with a browser that nobody has used yet. */
    Employee newcomer(String user) {
        return new Employee(hub, user, PROVIDERS.getOrDefault(user, ""));
    }
}
