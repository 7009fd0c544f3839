package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import de.stadttor.audit.AuditEvent;
import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Whatever is written down has words at the desk, and is found under one of its topics. */
class AuditWordsTests {

    /** What a text of that name can be, where it decides about the words. */
    private static final Map<String, List<String>> TEXTS = Map.of(
            "ProposalMoved.step",
            List.of(
                    "drafted",
                    "edited",
                    "submitted",
                    "approved",
                    "refused",
                    "withdrawn",
                    "outdated",
                    "voided",
                    "activated"),
            "RequestMoved.step",
            List.of("asked", "changed", "withdrawn", "accepted", "declined"),
            "RegistrationMoved.step",
            List.of("registered", "changed", "removed"),
            "InitialAccessMoved.step",
            List.of("created", "deleted"),
            "GlassBroken.act",
            List.of("opened", "ended"),
            "SigningKeyMoved.step",
            List.of("announced", "in_use", "retired", "removed", "compromised"));

    static List<Class<?>> events() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("de.stadttor").stream()
                        .filter(type -> type.isAssignableTo(AuditedEvent.class) && !type.isInterface())
                        .map(JavaClass::reflect)
                        .<Class<?>>map(type -> type)
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasWordsAndATopic(Class<?> type) throws ReflectiveOperationException {
        for (AuditedEvent event : everyVariant(type)) {
            assertThat(AuditWords.of(asWritten(event)).code())
                    .as(event.toString())
                    .isNotEqualTo("other");
            assertThat(Stream.of(AuditTopic.values())
                            .filter(topic -> topic.kinds().contains(event.kind())))
                    .as(event.kind())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages_de.properties", "messages_en.properties"})
    void everyCodeHasItsSentence(String file) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = new StringReader(new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8))) {
            messages.load(reader);
        }
        assertThat(messages.stringPropertyNames())
                .containsAll(AuditWords.CODES.stream()
                        .map(code -> "desk.audit.what." + code)
                        .toList())
                .containsAll(Stream.of(AuditTopic.values())
                        .map(topic -> "desk.audit.topic." + topic.code())
                        .toList());
    }

    private static AuditEvent asWritten(AuditedEvent event) throws ReflectiveOperationException {
        Map<String, Object> details = new LinkedHashMap<>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(event);
            details.put(component.getName(), value instanceof Boolean ? value : String.valueOf(value));
        }
        return new AuditEvent(1, Instant.EPOCH, event.kind(), null, null, null, null, null, null, details);
    }

    private static List<AuditedEvent> everyVariant(Class<?> type) throws ReflectiveOperationException {
        List<List<Object>> variants = new ArrayList<>(List.of(List.of()));
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> variant : variants) {
                for (Object value : values(type, component)) {
                    longer.add(Stream.concat(variant.stream(), Stream.of(value)).toList());
                }
            }
            variants = longer;
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        List<AuditedEvent> events = new ArrayList<>();
        for (List<Object> variant : variants) {
            events.add((AuditedEvent) constructor.newInstance(variant.toArray()));
        }
        return events;
    }

    private static List<Object> values(Class<?> event, RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        return switch (type.getName()) {
            case "boolean" -> List.of(true, false);
            case "int" -> List.of(1);
            case "long" -> List.of(1L);
            case "java.util.UUID" -> List.of(new UUID(1, 1));
            case "java.time.Instant" -> List.of(Instant.EPOCH);
            case "java.lang.String" ->
                List.copyOf(TEXTS.getOrDefault(event.getSimpleName() + "." + component.getName(), List.of("any")));
            default -> {
                assertThat(type).isEqualTo(Actor.class);
                yield List.of(Actor.SYSTEM);
            }
        };
    }
}
