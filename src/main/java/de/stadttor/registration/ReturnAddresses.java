package de.stadttor.registration;

import de.stadttor.application.Addresses;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a sign-in and a sign-out may return to, and by which name people are known there (OpenID Connect Core 8.1). */
final class ReturnAddresses implements MetadataStep {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public void read(Fields asked, Metadata registered) {
        List<String> redirects = addresses(asked, registered, "redirect_uris", InvalidClientMetadata.REDIRECT_URI);
        if (redirects.isEmpty() && registered.texts("grant_types").contains("authorization_code")) {
            throw new InvalidClientMetadata(
                    InvalidClientMetadata.REDIRECT_URI,
                    "redirect_uris",
                    "it is missing, expected one address at least for the grant authorization_code");
        }
        registered.put("redirect_uris", redirects);
        registered.put(
                "post_logout_redirect_uris",
                addresses(asked, registered, "post_logout_redirect_uris", InvalidClientMetadata.METADATA));
        String subject = asked.choice("subject_type", Set.of("pairwise", "public"), "pairwise");
        if (subject.equals("pairwise")
                && !asked.has("sector_identifier_uri")
                && hosts(redirects).size() > 1) {
            throw new InvalidClientMetadata(
                    "subject_type",
                    "redirect_uris lie on several hosts, expected sector_identifier_uri, or subject_type public");
        }
        registered.put("subject_type", subject);
    }

    private static List<String> addresses(Fields asked, Metadata registered, String member, String error) {
        boolean isNative = registered.required("application_type").equals("native");
        List<String> addresses = asked.texts(member);
        for (String address : addresses) {
            String problem = Addresses.redirectProblem(address, isNative);
            if (problem != null) {
                throw new InvalidClientMetadata(error, member, problem);
            }
        }
        return addresses;
    }

    /** Loopback and schemes of one's own name nobody: everybody has them. */
    static Set<String> hosts(List<String> redirects) {
        return redirects.stream()
                .map(URI::create)
                .filter(uri ->
                        uri.getHost() != null && uri.getScheme().matches("https?") && !LOOPBACK.contains(uri.getHost()))
                .map(URI::getHost)
                .collect(Collectors.toUnmodifiableSet());
    }
}
