package de.stadttor.platform;

/**
 * What lay under a former key-encryption key lies under the present one.
 *
 * @param values how many signing keys and providers' secrets
 */
public record Resealed(long values, Actor actor) implements AuditedEvent {

    @Override
    public String kind() {
        return "key-encryption";
    }
}
