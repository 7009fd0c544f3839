package de.stadttor.web;

import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts what somebody typed into one field of the page that tells them of the end of their session: sealed, so that only
 * the hub can read it, whoever looks at that page, and only what was typed at the desk is ever shown there again. The hub
 * itself keeps nothing.
 */
@Component
class KeptForms {

    /** A working day. */
    static final Duration LONGEST = Duration.ofHours(12);

    private final Sealer.Purpose forms;
    private final Clock clock;

    KeptForms(Sealer sealer, Clock clock) {
        this.forms = sealer.purpose("desk-kept-form");
        this.clock = clock;
    }

    KeptForm keep(String account, String path, Map<String, List<String>> fields) {
        return new KeptForm(account, clock.instant().plus(LONGEST), path, fields);
    }

    /** Compressed, since what is sealed is longer than what was sent, and no form may be longer than another. */
    String seal(KeptForm form) {
        StringBuilder text =
                new StringBuilder(form.account() + "\n" + form.until().getEpochSecond() + "\n" + form.path());
        form.fields()
                .forEach((name, values) -> values.forEach(value -> text.append('\n')
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(forms.seal(bytes.toByteArray()));
    }

    /** Empty for what was not sealed here, and for what was typed too long ago. */
    Optional<KeptForm> open(@Nullable String sealed) {
        if (sealed == null) {
            return Optional.empty();
        }
        try (InflaterInputStream inflater = new InflaterInputStream(
                new ByteArrayInputStream(forms.open(Base64.getUrlDecoder().decode(sealed))))) {
            return Optional.of(read(new String(inflater.readAllBytes(), StandardCharsets.UTF_8)))
                    .filter(form -> clock.instant().isBefore(form.until()));
        } catch (NotSealed | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeptForm read(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : lines.subList(3, lines.size())) {
            int equals = line.indexOf('=');
            fields.computeIfAbsent(decoded(line.substring(0, equals)), name -> new ArrayList<>())
                    .add(decoded(line.substring(equals + 1)));
        }
        return new KeptForm(lines.get(0), Instant.ofEpochSecond(Long.parseLong(lines.get(1))), lines.get(2), fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
