package stadttor.broken.web;

import jakarta.servlet.http.HttpServletRequest;

final class KeepsAServletSession {

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute("person", "anna");
    }
}
