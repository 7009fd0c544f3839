package de.stadttor.web;

import de.stadttor.configuration.Links.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pages alone on a port of their own: no hub, no database, no security chain. */
@SpringBootConfiguration
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
})
@Import({Pages.class, PageConfiguration.class, ErrorPages.class, PageServer.Samples.class})
class PageServer {

    static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(PageServer.class)
                .web(WebApplicationType.SERVLET)
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    static String address(ConfigurableApplicationContext server) {
        return "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
    }

    @Bean
    Supplier<Addresses> footerLinks() {
        return () -> new Addresses(
                "https://stadt.example/impressum",
                "https://stadt.example/datenschutz",
                "https://stadt.example/barrierefreiheit");
    }

    @RestController
    static class Samples {

        private final Pages pages;
        private final Map<String, Page> samples = new HashMap<>(SamplePages.all());

        Samples(Pages pages) {
            this.pages = pages;
            samples.putAll(SamplePages.LEAVING);
        }

        @GetMapping("/sample/{name}")
        void sample(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            Page page = samples.get(name);
            if (page == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            pages.write(request, response, 200, page, List.of("http://localhost:9001/realms/x/auth?a=b"));
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("secret inside");
        }

        @GetMapping("/store-away")
        void storeAway() {
            throw new IllegalStateException(new DataAccessResourceFailureException("secret inside"));
        }
    }
}
