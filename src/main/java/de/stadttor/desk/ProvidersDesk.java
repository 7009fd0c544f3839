package de.stadttor.desk;

import de.stadttor.federation.Municipality;
import de.stadttor.federation.Providers;
import de.stadttor.platform.NotAllowed;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;

/** The providers, for those to whom more than one is open. */
@Desk
class ProvidersDesk {

    private final DeskPages pages;
    private final Providers providers;

    record Row(String id, String name, List<String> cities, boolean enabled) {}

    record Page(List<Row> rows) implements DeskContent {

        @Override
        public String template() {
            return "providers";
        }

        @Override
        public Section section() {
            return Section.PROVIDERS;
        }

        @Override
        public List<Crumb> crumbs() {
            return List.of(Crumb.of(Section.PROVIDERS));
        }
    }

    ProvidersDesk(DeskPages pages, Providers providers) {
        this.pages = pages;
        this.providers = providers;
    }

    @GetMapping("/desk/providers")
    void providers(DeskUser user, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!user.isOperator()) {
            throw new NotAllowed("all providers are shown to operators");
        }
        pages.write(
                request,
                response,
                user,
                new Page(providers.all().stream()
                        .map(provider -> new Row(
                                provider.id(),
                                provider.name(),
                                provider.municipalities().stream()
                                        .map(Municipality::name)
                                        .toList(),
                                provider.enabled()))
                        .toList()));
    }
}
