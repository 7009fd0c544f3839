package de.stadttor.registration;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata of an application as registered: checked, with the defaults of what was left out. */
final class Metadata {

    private final Map<String, Object> members;

    Metadata() {
        this(new LinkedHashMap<>());
    }

    /** Metadata that was stored. */
    Metadata(Map<String, Object> members) {
        this.members = new LinkedHashMap<>(members);
    }

    /** Whatever is nothing is left out. */
    void put(String name, @Nullable Object value) {
        boolean nothing = value == null || (value instanceof Collection<?> collection && collection.isEmpty());
        if (!nothing && !Boolean.FALSE.equals(value)) {
            members.put(name, value);
        }
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Null where there is none. */
    @Nullable
    String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalStateException(name + " was not read");
        }
        return text;
    }

    List<String> texts(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    @Nullable
    Integer number(String name) {
        return members.get(name) instanceof Integer number ? number : null;
    }

    @Nullable
    Map<String, Object> object(String name) {
        if (!(members.get(name) instanceof Map<?, ?> map)) {
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
    }

    /** All of it, as the application is told and as it is stored. */
    Map<String, Object> members() {
        return new LinkedHashMap<>(members);
    }
}
