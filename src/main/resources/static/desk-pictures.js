// Draws each picture from the table of the same numbers that stands beside it. Without this the tables are there.

(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const charts = new Map();

  const colour = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

  function palette() {
    return dark.matches
      ? ["#7fa9ff", "#f2b46b", "#74d3b0", "#e58fb1", "#c3a6f7", "#d9d36a", "#8fd0ea", "#e89a83", "#b7c2cf"]
      : ["#2b50c8", "#b35c00", "#0b7a5b", "#a8326a", "#6a3fb5", "#7a6a00", "#15708f", "#a34328", "#57606f"];
  }

  function basis() {
    const text = colour("--kern-color-layout-text-default");
    const line = colour("--kern-color-decorative-border-default");
    return {
      color: palette(),
      animation: !still.matches,
      textStyle: { color: text, fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: {
        renderMode: "richText",
        confine: true,
        backgroundColor: colour("--kern-color-layout-background-default"),
        borderColor: line,
        textStyle: { color: text },
      },
      text,
      line,
      muted: colour("--kern-color-layout-text-muted"),
    };
  }

  const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

  /** What one looks for in a row of the table of ways. */
  function readWay(row) {
    const part = (name) => row.querySelector(`[data-part=${name}]`).textContent.trim();
    return {
      source: row.dataset.source,
      sourceName: part("source"),
      application: row.dataset.application,
      applicationName: part("application"),
      role: row.dataset.application + " " + row.dataset.role,
      roleName: part("role"),
      count: Number(row.dataset.count),
      total: Number(row.dataset.total),
    };
  }

  function ways(element, table) {
    const rows = Array.from(table.tBodies[0].rows, readWay);
    const narrow = element.clientWidth < 620;
    const { text, line, ...base } = basis();
    const shades = palette();
    const nodes = new Map();
    const links = [];
    const reached = new Set();
    const put = (key, depth, label) => {
      const name = depth + " " + key;
      if (!nodes.has(name)) {
        const shade = depth === 0 ? shades[nodes.size % shades.length] : base.muted;
        nodes.set(name, {
          name,
          depth,
          full: label,
          itemStyle: { color: shade },
          label: { formatter: short(label, narrow ? 18 : 44) },
        });
      }
      return name;
    };
    for (const row of rows) {
      const source = put(row.source, 0, row.sourceName);
      const role = put(row.role, 1, row.roleName);
      links.push({ source, target: role, value: row.count });
      if (!narrow && !reached.has(role)) {
        reached.add(role);
        links.push({ source: role, target: put(row.application, 2, row.applicationName), value: row.total });
      }
    }
    const of = (depth) => Array.from(nodes.values()).filter((node) => node.depth === depth).length;
    element.style.height = Math.max(180, Math.max(of(0), of(1)) * (narrow ? 34 : 30) + 40) + "px";
    const full = (name) => nodes.get(name).full;
    return {
      ...base,
      tooltip: {
        ...base.tooltip,
        formatter: ({ dataType, data, value }) =>
          dataType === "edge" ? `${full(data.source)} → ${full(data.target)}: ${data.value}` : `${data.full}: ${value}`,
      },
      series: [
        {
          type: "sankey",
          left: 2,
          top: 8,
          bottom: 8,
          right: narrow ? 2 : "22%",
          nodeWidth: 12,
          nodeGap: narrow ? 14 : 12,
          nodeAlign: "left",
          draggable: false,
          layoutIterations: 32,
          emphasis: { focus: "adjacency" },
          label: {
            color: text,
            fontSize: narrow ? 12 : 14,
            textBorderColor: colour("--kern-color-layout-background-default"),
            textBorderWidth: 2,
          },
          levels: narrow ? [{ depth: 0 }, { depth: 1, label: { position: "left" } }] : [],
          lineStyle: { color: "source", opacity: dark.matches ? 0.45 : 0.3, curveness: 0.5 },
          itemStyle: { borderColor: line },
          data: Array.from(nodes.values()),
          links,
        },
      ],
    };
  }

  /** Columns of the table of days: a name and a value for each day. */
  function columns(table, wanted) {
    return Array.from(table.tHead.rows[0].cells)
      .map((cell, at) => ({ cell, at }))
      .filter(({ cell }) => cell.dataset.column === wanted)
      .map(({ cell, at }) => ({
        name: cell.textContent.trim(),
        values: Array.from(table.tBodies[0].rows, (row) => {
          const value = row.cells[at].dataset.value;
          return value === "" || value === undefined ? null : Number(value);
        }),
      }));
  }

  function days(element, table) {
    const found = columns(table, element.dataset.columns);
    const rows = Array.from(table.tBodies[0].rows);
    const lines = element.dataset.chart === "lines";
    const several = found.length > 1;
    const { text, line, ...base } = basis();
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "numeric" });
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const legend = several ? 24 * Math.ceil((found.length * 150) / Math.max(element.clientWidth, 150)) + 12 : 0;
    element.style.height = 220 + legend + "px";
    return {
      ...base,
      tooltip: { ...base.tooltip, trigger: "axis" },
      legend: several ? { bottom: 0, left: 0, textStyle: { color: text }, itemWidth: 14 } : undefined,
      grid: { left: 44, right: 12, top: lines ? 30 : 12, bottom: legend + 28 },
      xAxis: {
        type: "category",
        data: rows.map((row) => format.format(new Date(row.dataset.day + "T12:00:00"))),
        axisLabel: { color: text, hideOverlap: true },
        axisLine: { lineStyle: { color: text } },
        axisTick: { show: false },
      },
      yAxis: {
        type: "value",
        name: element.dataset.unit,
        nameTextStyle: { color: text },
        minInterval: lines ? 0 : 1,
        axisLabel: { color: text, formatter: (value) => number.format(value) },
        splitLine: { lineStyle: { color: line } },
      },
      series: found.map((one, at) => ({
        name: one.name,
        type: lines ? "line" : "bar",
        stack: lines ? undefined : "all",
        data: one.values,
        symbol: ["circle", "rect", "triangle"][at % 3],
        symbolSize: 7,
        barMaxWidth: 28,
        lineStyle: lines && at > 0 ? { type: "dashed" } : undefined,
      })),
    };
  }

  function draw(element) {
    const table = document.getElementById(element.dataset.table);
    element.hidden = false;
    const option = element.dataset.chart === "ways" ? ways(element, table) : days(element, table);
    const label = element.getAttribute("aria-labelledby");
    let chart = charts.get(element);
    if (!chart) {
      chart = echarts.init(element, null, { renderer: "canvas" });
      charts.set(element, chart);
    }
    chart.resize();
    chart.setOption({ ...option, aria: { enabled: true, decal: { show: element.dataset.columns === "refusal" } } }, true);
    // its name is the heading beside it, and its numbers are in the table
    element.setAttribute("aria-labelledby", label);
    element.dataset.drawn = String(element.clientWidth);
  }

  const all = Array.from(document.querySelectorAll("[data-chart]"));
  const again = () => all.forEach(draw);
  const watch = new ResizeObserver((entries) =>
    entries.forEach(({ target }) => {
      const drawn = charts.get(target) && target.dataset.drawn;
      if (drawn && drawn !== String(target.clientWidth)) draw(target);
    }),
  );
  all.forEach((element) => {
    draw(element);
    watch.observe(element);
  });
  dark.addEventListener("change", again);
  still.addEventListener("change", again);
})();
