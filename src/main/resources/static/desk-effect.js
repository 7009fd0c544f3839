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
  const series = (name, key, sign, fill) => ({
    name,
    type: 'bar',
    stack: 'people',
    barMaxWidth: 28,
    itemStyle: { color: fill },
    label: { show: true, position: 'inside', color: paper, formatter: bar => bar.value === 0 ? '' : String(Math.abs(bar.value)) },
    data: rows.map(row => sign * Number(row.dataset[key])),
  });
  const most = Math.max(1, ...rows.flatMap(row => [Number(row.dataset.gained), Number(row.dataset.lost)]));
  return {
    animation: false,
    aria: { enabled: true, label: { description: box.dataset.description }, decal: { show: true } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink }, selectedMode: false },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      formatter: bar => `${bar.name}\n${bar.seriesName}: ${Math.abs(bar.value)}`,
    },
    xAxis: {
      type: 'value',
      min: -most,
      max: most,
      minInterval: 1,
      axisLabel: { color: ink, hideOverlap: true, formatter: value => String(Math.abs(value)) },
      splitLine: { lineStyle: { color: line, opacity: 0.4 } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(row => row.dataset.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, width: box.clientWidth < 420 ? 100 : 180, overflow: 'truncate' },
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
  box.style.height = `${72 + 40 * rows.length}px`;
  const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: 'canvas' });
  chart.resize();
  chart.setOption(option(box, rows), true);
}

const drawAll = () => document.querySelectorAll('[data-chart]').forEach(draw);

drawAll();
document.addEventListener('htmx:afterSettle', drawAll);
dark.addEventListener('change', drawAll);
window.addEventListener('resize', drawAll);
