package stadttor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LineChartTests {

    private static LineChart chart(double limit, LineChart.Series... series) {
        return new LineChart("a < b & c", "how many", "how much", true, limit, List.of(series));
    }

    private static LineChart.Series line(String name, double... values) {
        return new LineChart.Series(
                name, List.of(10.0, 100.0), Stream.of(values[0], values[1]).toList());
    }

    private static List<Element> elements(String svg, String name, String kind) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        return Stream.iterate(0, i -> i < document.getElementsByTagName(name).getLength(), i -> i + 1)
                .map(i -> (Element) document.getElementsByTagName(name).item(i))
                .filter(element -> element.getAttribute("class").equals(kind))
                .toList();
    }

    @Test
    void namesEachLineAndDrawsIt() throws Exception {
        String svg = chart(Double.NaN, line("refresh", 1, 1.1), line("sign-in", 1, 1.1))
                .svg();

        assertThat(elements(svg, "text", ""))
                .extracting(Element::getTextContent)
                .contains("refresh", "sign-in");
        // each as it runs, and beside its name
        assertThat(elements(svg, "path", "line")).hasSize(4);
        assertThat(elements(svg, "path", "limit")).isEmpty();
    }

    @Test
    void whatIsHigherStandsHigher() throws Exception {
        String svg = chart(1.3, line("refresh", 1, 2)).svg();

        assertThat(elements(svg, "path", "line").getFirst().getAttribute("d")).isEqualTo("M60.0 218.0L640.0 106.0");
        assertThat(elements(svg, "path", "limit")).hasSize(1);
    }

    @Test
    void namesDoNotLieUponEachOther() throws Exception {
        String svg = chart(Double.NaN, line("one", 1, 1), line("two", 1, 1), line("three", 1, 1))
                .svg();

        List<Double> heights = elements(svg, "text", "").stream()
                .filter(text -> List.of("one", "two", "three").contains(text.getTextContent()))
                .map(text -> Double.parseDouble(text.getAttribute("y")))
                .sorted()
                .toList();
        assertThat(heights.get(1) - heights.get(0)).isGreaterThanOrEqualTo(16);
        assertThat(heights.get(2) - heights.get(1)).isGreaterThanOrEqualTo(16);
    }

    @Test
    void isTheSameInGermany() {
        LineChart chart = chart(1.3, line("refresh", 1, 1.17));
        String before = chart.svg();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(chart.svg()).isEqualTo(before);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void canBeReadOnADarkPage() {
        assertThat(chart(Double.NaN, line("refresh", 1, 1)).svg()).contains("prefers-color-scheme: dark");
    }

    @Test
    void refusesToDrawNothing() {
        assertThatThrownBy(() -> chart(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
