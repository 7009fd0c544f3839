package stadttor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Lines over an axis, as an SVG that can be read on a light and on a dark page, and without colours: each line has dashes
 * of its own and its name at its end. Drawn by hand since charting libraries write one set of fixed colours.
 *
 * @param title in one line, below which the axes are explained
 * @param logarithmic whether the horizontal axis is
 * @param limit a line that should not be crossed; NaN for none
 */
public record LineChart(
        String title, String horizontal, String vertical, boolean logarithmic, double limit, List<Series> series) {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int RIGHT = 640;
    private static final int TOP = 50;
    private static final int BOTTOM = 330;
    private static final int STEPS = 5;
    private static final int LINE_HEIGHT = 16;

    private static final List<String> COLOURS =
            List.of("#2f81f7", "#d1690a", "#2da44e", "#bf5af2", "#e5534b", "#8a8f98");
    private static final List<String> DASHES = List.of("", "8 3", "2 3", "10 3 2 3", "5 5", "12 4");

    private static final String STYLE = """
            <style>
              text { font: 13px sans-serif; fill: #1f2328 }
              .title { font-weight: bold; font-size: 15px }
              .axis { stroke: #59636e; fill: none }
              .grid { stroke: #d1d9e0; fill: none }
              .limit { stroke: #cf222e; stroke-dasharray: 4 4; fill: none }
              .line { fill: none; stroke-width: 2 }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .axis { stroke: #9198a1 }
                .grid { stroke: #3d444d }
                .limit { stroke: #ff7b72 }
              }
            </style>
            """;

    /**
     * One line.
     *
     * @param x in rising order
     * @param y one for each
     */
    public record Series(String name, List<Double> x, List<Double> y) {

        public Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.isEmpty() || x.size() != y.size()) {
                throw new IllegalArgumentException("a line has points");
            }
        }
    }

    public LineChart {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("nothing to be drawn");
        }
    }

    public String svg() {
        double highest = step() * STEPS;
        double first = horizontal(lowest());
        double last = horizontal(series.stream()
                .flatMap(one -> one.x().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow());
        DoubleUnaryOperator x =
                value -> LEFT + (horizontal(value) - first) / Math.max(last - first, 1e-9) * (RIGHT - LEFT);
        DoubleUnaryOperator y = value -> BOTTOM - value / highest * (BOTTOM - TOP);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH,
                HEIGHT,
                escaped(title)));
        svg.append(STYLE).append(text(LEFT, 22, "title", "start", title)).append(text(LEFT, 40, "", "start", vertical));
        for (int i = 0; i <= STEPS; i++) {
            double at = y.applyAsDouble(i * step());
            svg.append(path("grid", String.format(Locale.ROOT, "M%d %.1fH%d", LEFT, at, RIGHT), ""))
                    .append(text(LEFT - 6, at + 4, "", "end", number(i * step())));
        }
        for (double tick : ticks()) {
            svg.append(text(x.applyAsDouble(tick), BOTTOM + 18, "", "middle", number(tick)));
        }
        svg.append(text(RIGHT, BOTTOM + 38, "", "end", horizontal))
                .append(path("axis", String.format(Locale.ROOT, "M%d %dH%d", LEFT, BOTTOM, RIGHT), ""));
        if (!Double.isNaN(limit)) {
            svg.append(
                    path("limit", String.format(Locale.ROOT, "M%d %.1fH%d", LEFT, y.applyAsDouble(limit), RIGHT), ""));
        }
        lines(svg, x, y);
        return svg.append("</svg>\n").toString();
    }

    private void lines(StringBuilder svg, DoubleUnaryOperator x, DoubleUnaryOperator y) {
        List<Double> names = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Series one = series.get(i);
            StringBuilder points = new StringBuilder();
            for (int point = 0; point < one.x().size(); point++) {
                points.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        point == 0 ? "M" : "L",
                        x.applyAsDouble(one.x().get(point)),
                        y.applyAsDouble(one.y().get(point))));
            }
            svg.append(path(
                    "line",
                    points.toString(),
                    String.format(
                            Locale.ROOT,
                            "stroke=\"%s\" stroke-dasharray=\"%s\"",
                            COLOURS.get(i % COLOURS.size()),
                            DASHES.get(i % DASHES.size()))));
            double at = y.applyAsDouble(one.y().getLast()) + 4;
            while (isTaken(at, names)) {
                at += 1;
            }
            names.add(at);
            svg.append(text(RIGHT + 8, at, "", "start", one.name()))
                    .append(path(
                            "line",
                            String.format(Locale.ROOT, "M%d %.1fH%d", WIDTH - 50, at - 4, WIDTH - 8),
                            String.format(
                                    Locale.ROOT,
                                    "stroke=\"%s\" stroke-dasharray=\"%s\"",
                                    COLOURS.get(i % COLOURS.size()),
                                    DASHES.get(i % DASHES.size()))));
        }
    }

    private static boolean isTaken(double at, List<Double> names) {
        return names.stream().anyMatch(name -> Math.abs(name - at) < LINE_HEIGHT);
    }

    private double lowest() {
        return series.stream()
                .flatMap(one -> one.x().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    private double horizontal(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    /** Of the vertical axis: 1, 2 or 5 times a power of ten. */
    private double step() {
        double most = Math.max(
                Double.isNaN(limit) ? 0 : limit,
                series.stream()
                        .flatMap(one -> one.y().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow());
        double wanted = Math.max(most, 1e-6) / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double nice : new double[] {1, 2, 5}) {
            if (wanted <= nice * power) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    /** All that there are, or six of many. */
    private List<Double> ticks() {
        List<Double> all = series.stream()
                .flatMap(one -> one.x().stream())
                .distinct()
                .sorted()
                .toList();
        if (all.size() <= 8) {
            return all;
        }
        List<Double> some = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            some.add(all.get((all.size() - 1) * i / STEPS));
        }
        return some;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
    }

    private static String path(String kind, String path, String attributes) {
        return String.format(Locale.ROOT, "<path class=\"%s\" d=\"%s\" %s/>\n", kind, path, attributes);
    }

    private static String text(double x, double y, String kind, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>\n",
                x,
                y,
                kind,
                anchor,
                escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
