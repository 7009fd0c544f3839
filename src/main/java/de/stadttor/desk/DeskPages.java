package de.stadttor.desk;

import de.stadttor.web.DeskPage;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeptForm;
import de.stadttor.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Writes a page of the desk with its shell around it. */
@Component
class DeskPages {

    private final Pages pages;

    DeskPages(Pages pages) {
        this.pages = pages;
    }

    void write(HttpServletRequest request, HttpServletResponse response, DeskUser user, DeskContent content)
            throws IOException {
        write(request, response, user, HttpServletResponse.SC_OK, content);
    }

    void write(HttpServletRequest request, HttpServletResponse response, DeskUser user, int status, DeskContent content)
            throws IOException {
        Shell shell = new Shell(
                user.name(),
                user.provider().name(),
                Section.navigation(user, content.section(), request.getRequestURI()),
                content.crumbs(),
                user.proof(),
                new Dates(user.language()),
                KeptForm.isLate(request));
        pages.write(request, response, status, new DeskPage(content.template(), shell, content), user.signOutTargets());
    }

    /** After a form: the page that shows what came of it. */
    void leadTo(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
        response.setHeader("Cache-Control", "no-store");
    }
}
