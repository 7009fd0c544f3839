// Pictures of gains and losses, drawn from the tables that stand beside them.

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** A colour of the page as the canvas wants it. */
function colour(name) {
  const probe = document.createElement('canvas').getContext('2d');
  probe.fillStyle = getComputedStyle(document.body).getPropertyValue(name).trim();
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

function option(box, rows) {
  const ink = colour('--kern-color-layout-text-default');
  const line = colour('--kern-color-layout-border');
  const paper = colour('--kern-color-layout-background-default');
  const size = 14;
  const number = value => Math.abs(value).toLocaleString(document.documentElement.lang);
  const most = key => Math.max(0, ...rows.map(row => Number(row.dataset[key])));
  const lost = most('lost');
  const gained = most('gained');
  const series = (name, key, sign, fill) => ({
    name,
    type: 'bar',
    stack: 'people',
    barMaxWidth: 28,
    itemStyle: { color: fill },
    label: { show: true, position: 'inside', color: paper, fontSize: size, formatter: bar => bar.value === 0 ? '' : number(bar.value) },
    data: rows.map(row => sign * Number(row.dataset[key])),
  });
  return {
    animation: false,
    aria: { enabled: true, label: { description: box.dataset.description }, decal: { show: true } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: size, color: ink },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink, fontSize: size }, selectedMode: false },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      formatter: bar => `${bar.name}\n${bar.seriesName}: ${number(bar.value)}`,
    },
    xAxis: {
      type: 'value',
      min: -lost,
      max: Math.max(gained, lost === 0 ? 1 : 0),
      splitNumber: 4,
      minInterval: 1,
      axisLabel: { color: ink, fontSize: size, hideOverlap: true, formatter: number },
      splitLine: { lineStyle: { color: line, opacity: 0.4 } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(row => row.dataset.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, fontSize: size, lineHeight: size + 3, width: box.clientWidth < 420 ? 110 : 190, overflow: 'break' },
    },
    series: [
      series(box.dataset.lost, 'lost', -1, colour('--kern-color-feedback-warning')),
      series(box.dataset.gained, 'gained', 1, colour('--kern-color-feedback-success')),
    ],
  };
}

function draw(box) {
  const table = document.getElementById(box.dataset.chart);
  const rows = table ? [...table.tBodies[0].rows] : [];
  if (rows.length === 0) {
    return;
  }
  box.style.height = `${72 + 48 * rows.length}px`;
  const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: 'canvas' });
  chart.resize();
  chart.setOption(option(box, rows), true);
}

const drawAll = () => document.querySelectorAll('[data-chart]').forEach(draw);

// Whoever is no longer signed in gets another page than this one: that belongs into the window, not into a part of it.
let failures = 0;
document.addEventListener('htmx:beforeSwap', event => {
  failures = 0;
  if (!event.detail.xhr.responseText.includes('id="effect-title"')) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
document.addEventListener('htmx:sendError', () => {
  failures += 1;
  if (failures === 3) {
    window.location.reload();
  }
});

drawAll();
document.addEventListener('htmx:afterSettle', drawAll);
dark.addEventListener('change', drawAll);
window.addEventListener('resize', drawAll);
