package stadttor.bench.operations;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param asked where
 * @param location where a redirect leads; null where there is none
 * @param setCookies as they came
 * @param retryAfter whether it says when to try again
 */
public record Answer(
        URI asked, int status, @Nullable URI location, List<String> setCookies, boolean retryAfter, String body) {

    public boolean isRedirect() {
        return status / 100 == 3 && location != null;
    }

    /** @throws BenchProblem where it is no success, or no JSON */
    public Map<String, Object> json() {
        if (status != 200) {
            throw new UnexpectedAnswer(this, this + " instead of 200: " + body);
        }
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException e) {
            throw new BenchProblem(this + " answered no JSON: " + body, e);
        }
    }

    /** @throws BenchProblem where it is missing */
    public String text(String name) {
        if (json().get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new BenchProblem(this + " lacks " + name + ": " + json().keySet());
    }

    /** Without what it says and without the query: both may hold secrets. */
    @Override
    public String toString() {
        return status + " from " + asked.getAuthority() + asked.getPath();
    }
}
