package de.stadttor.registration;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Further addresses of the application: of its sign-in, its request objects, and where it hears of a logout. */
final class OwnAddresses implements MetadataStep {

    private static final int MOST_REQUEST_URIS = 20;

    private final Targets targets;

    OwnAddresses(Targets targets) {
        this.targets = targets;
    }

    @Override
    public void read(Fields asked, Metadata registered) {
        String initiation = asked.text("initiate_login_uri");
        refuse("initiate_login_uri", initiation == null ? null : targets.shownProblem(initiation));
        registered.put("initiate_login_uri", initiation);
        String backchannel = asked.text("backchannel_logout_uri");
        refuse("backchannel_logout_uri", backchannel == null ? null : targets.problem(backchannel));
        registered.put("backchannel_logout_uri", backchannel);
        frontchannel(asked, registered);
        List<String> requests = asked.texts("request_uris");
        if (requests.size() > MOST_REQUEST_URIS) {
            refuse("request_uris", "expected at most " + MOST_REQUEST_URIS);
        }
        requests.forEach(address -> refuse("request_uris", targets.problem(address.split("#", 2)[0])));
        registered.put("request_uris", requests);
    }

    /** OpenID Connect Front-Channel Logout section 2: of the same origin as a redirect URI. */
    private void frontchannel(Fields asked, Metadata registered) {
        String address = asked.text("frontchannel_logout_uri");
        if (address == null) {
            return;
        }
        refuse("frontchannel_logout_uri", targets.shownProblem(address));
        if (registered.texts("redirect_uris").stream()
                .noneMatch(redirect -> origin(redirect).equals(origin(address)))) {
            refuse("frontchannel_logout_uri", "expected scheme, host and port of one of redirect_uris");
        }
        registered.put("frontchannel_logout_uri", address);
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    private static void refuse(String member, @Nullable String problem) {
        if (problem != null) {
            throw new InvalidClientMetadata(member, problem);
        }
    }
}
