package de.stadttor.registration;

import de.stadttor.platform.CallFailure;
import de.stadttor.platform.Json;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.OutgoingCalls.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The document behind {@code sector_identifier_uri} (OpenID Connect Registration section 5): it has to list each redirect
 * URI, or anybody could claim to belong to a sector and know people by the names that they have there.
 */
final class Sectors implements MetadataStep {

    private static final String MEMBER = "sector_identifier_uri";

    private final Targets targets;
    private final OutgoingCalls calls;

    Sectors(Targets targets, OutgoingCalls calls) {
        this.targets = targets;
        this.calls = calls;
    }

    @Override
    public void read(Fields asked, Metadata registered) {
        String address = asked.text(MEMBER);
        if (address == null) {
            return;
        }
        String problem = targets.securedProblem(address);
        if (problem != null) {
            throw new InvalidClientMetadata(MEMBER, problem);
        }
        if (!listed(URI.create(address)).containsAll(registered.texts("redirect_uris"))) {
            throw new InvalidClientMetadata(MEMBER, "the document there lacks one of redirect_uris, expected all");
        }
        registered.put(MEMBER, address);
    }

    private List<String> listed(URI address) {
        try {
            Response response = calls.get(address, Map.of("Accept", "application/json"));
            if (response.isSuccess()) {
                return Json.readStrings(response.body());
            }
        } catch (CallFailure | JacksonException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    /** The same whatever went wrong: nobody looks into the hub's network by it. */
    private static InvalidClientMetadata unreadable() {
        return new InvalidClientMetadata(MEMBER, "no array of addresses can be read there");
    }
}
