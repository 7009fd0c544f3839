// Everything at the desk works without this: it saves a reload here and there.

// Nothing that the pages' Content-Security-Policy forbids.
Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  attributesToSettle: ['class', 'width', 'height'],
});
