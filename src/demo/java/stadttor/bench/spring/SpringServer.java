package stadttor.bench.spring;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Started as a process of its own; what it is told stands in {@link SpringServerConfiguration}. */
public final class SpringServer {

    private SpringServer() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(SpringServerConfiguration.class)
                .properties(Map.of(
                        "spring.config.name",
                        "spring-server",
                        "spring.main.banner-mode",
                        "off",
                        "spring.flyway.enabled",
                        "false",
                        "server.address",
                        "127.0.0.1"))
                .run(args);
    }
}
