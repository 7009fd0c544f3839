package de.stadttor.desk;

import de.stadttor.platform.NotAllowed;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What a page of the desk says where somebody may not do something, or where there is nothing. */
@ControllerAdvice(annotations = Desk.class)
class DeskProblems {

    private final DeskPages pages;

    /** There is nothing of that name, or nothing that this person may know of. */
    static final class NotThere extends RuntimeException {}

    /**
     * @param problem {@code forbidden} or {@code missing}
     */
    record Page(String problem) implements DeskContent {

        @Override
        public String template() {
            return "problem";
        }

        @Override
        public Section section() {
            return Section.OVERVIEW;
        }

        @Override
        public List<Crumb> crumbs() {
            return List.of();
        }
    }

    DeskProblems(DeskPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler(NotAllowed.class)
    void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.write(request, response, user(request), HttpServletResponse.SC_FORBIDDEN, new Page("forbidden"));
    }

    @ExceptionHandler(NotThere.class)
    void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.write(request, response, user(request), HttpServletResponse.SC_NOT_FOUND, new Page("missing"));
    }

    private static DeskUser user(HttpServletRequest request) {
        if (request.getAttribute(DeskUser.class.getName()) instanceof DeskUser user) {
            return user;
        }
        throw new IllegalStateException("nobody came through the door");
    }
}
