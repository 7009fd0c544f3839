package de.stadttor;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One document of a YAML file for Kubernetes.
 *
 * @param file the name of its file
 */
record KubernetesManifest(String file, Map<?, ?> content) {

    private static final Map<String, Class<?>> MODELS = Map.of(
            "apps/v1 Deployment", V1Deployment.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "v1 Service", V1Service.class,
            "v1 ServiceAccount", V1ServiceAccount.class);

    /** In the file's order. */
    static List<KubernetesManifest> of(Path file) {
        List<KubernetesManifest> manifests = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(read(file))) {
            manifests.add(new KubernetesManifest(String.valueOf(file.getFileName()), (Map<?, ?>) document));
        }
        return manifests;
    }

    /**
     * @throws IllegalArgumentException where Kubernetes would not take it: an unknown field, one that is missing, a value of
     *     another type, or a kind that is not known here; the message names it
     */
    Object parsed() {
        String kind = content.get("apiVersion") + " " + content.get("kind");
        Class<?> model = MODELS.get(kind);
        if (model == null) {
            throw new IllegalArgumentException(kind + " is not known here");
        }
        try {
            return JSON.getGson().fromJson(new Gson().toJson(content), model);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file + ": " + content.get("kind");
    }
}
