package de.stadttor.configuration;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what is stored as a document, without secrets. */
final class Export {

    private Export() {}

    static ObjectNode tree(State state) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("version", 1);
        ArrayNode providers = tree.putArray("providers");
        state.providers().values().forEach(provider -> providers.add(ProviderForm.write(provider)));
        ArrayNode applications = tree.putArray("applications");
        state.applications().values().forEach(application -> applications.add(ApplicationForm.write(application)));
        ArrayNode releases = tree.putArray("releases");
        state.releases().values().forEach(release -> releases.add(RuleForm.write(release)));
        settings(tree, "links", state.links());
        settings(tree, "retention", state.retention());
        ArrayNode rules = tree.putArray("rules");
        state.rules().values().forEach(rule -> rules.add(RuleForm.write(rule)));
        return tree;
    }

    private static void settings(ObjectNode tree, String key, Map<String, String> settings) {
        if (!settings.isEmpty()) {
            ObjectNode node = tree.putObject(key);
            settings.forEach((name, value) -> {
                int slash = name.indexOf('/');
                if (slash < 0) {
                    node.put(name, value);
                } else {
                    node.withObjectProperty(name.substring(0, slash)).put(name.substring(slash + 1), value);
                }
            });
        }
    }

    static String yaml(ObjectNode tree) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .setIndent(2)
                .build();
        return new Dump(settings).dumpToString(RuleForm.map(tree));
    }
}
