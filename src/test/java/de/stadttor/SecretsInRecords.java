package de.stadttor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.regex.Pattern;

/** A record that holds a secret as text has a {@code toString} of its own: the compiler's prints every component. */
final class SecretsInRecords {

    private static final Pattern SECRET =
            Pattern.compile(".*(secret|password|token|verifier|cookie|encryptionkey)", Pattern.CASE_INSENSITIVE);

    private SecretsInRecords() {}

    static ArchRule areNotPrinted() {
        return classes().that().areRecords().should(new ArchCondition<>("not print their secrets") {
            @Override
            public void check(JavaClass record, ConditionEvents events) {
                record.getFields().stream()
                        .filter(field -> field.getRawType().isEquivalentTo(String.class)
                                && SECRET.matcher(field.getName()).matches())
                        .filter(field -> printsAll(record))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(
                                field, record.getName() + " prints its " + field.getName() + " in toString")));
            }
        });
    }

    /** The compiler leaves the text to {@code ObjectMethods}. */
    private static boolean printsAll(JavaClass record) {
        return classFile(record).methods().stream()
                .filter(method -> method.methodName().equalsString("toString")
                        && method.methodTypeSymbol().parameterCount() == 0)
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call
                        && call.bootstrapMethod().owner().displayName().equals("ObjectMethods"));
    }

    private static ClassModel classFile(JavaClass type) {
        try (InputStream in =
                SecretsInRecords.class.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + type.getName());
            }
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
