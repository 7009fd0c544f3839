// The tick "go straight there next time" lies in the e-mail form; this takes it along on the links of the cities, too.
const remember = document.getElementById('remember');
if (remember) {
  const links = document.querySelectorAll('a[data-provider]');
  const carry = () => links.forEach(link => {
    const target = new URL(link.href);
    if (remember.checked) {
      target.searchParams.set('auto', '1');
    } else {
      target.searchParams.delete('auto');
    }
    link.setAttribute('href', target.pathname + target.search);
  });
  remember.addEventListener('change', carry);
  // Browsers restore a tick on the way back without telling.
  window.addEventListener('pageshow', carry);
}

// An answer that the application wants posted is on its way at once; the button is for browsers without scripts.
document.querySelector('form[data-post-now]')?.submit();
