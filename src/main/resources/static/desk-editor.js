// The editor of a rule works without this. It keeps what was typed where an answer is none of the editor's: when the
// session is over, for instance, or the hub is away.
const lost = document.getElementById('lost');

document.body.addEventListener('htmx:beforeSwap', event => {
  const { xhr } = event.detail;
  const own = xhr.status === 200 && xhr.responseText.includes('id="editor"');
  event.detail.shouldSwap = own;
  lost.hidden = own;
});
document.body.addEventListener('htmx:sendError', () => {
  lost.hidden = false;
});

// Enter in a search goes on to what was found.
document.body.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !event.target.dataset.find) {
    return;
  }
  event.preventDefault();
  const hit = event.target.closest('[data-list]').querySelector('[data-hit], [data-byhand]');
  if (hit) {
    hit.focus();
  }
});

// The expression is wrong or right as one types.
document.body.addEventListener('htmx:afterSettle', () => {
  const text = document.getElementById('text');
  const problems = document.getElementById('text-problems');
  if (text && problems) {
    if (problems.querySelector('[data-text-problem]')) {
      text.setAttribute('aria-invalid', 'true');
    } else {
      text.removeAttribute('aria-invalid');
    }
  }
});
