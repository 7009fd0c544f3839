// Goes on once the applications' logout pages are loaded, or after a few seconds: one that hangs holds nobody up.
const next = document.querySelector('a[data-action="continue"]');
if (next && document.querySelector('iframe')) {
  let gone = false;
  const goOn = () => {
    if (!gone) {
      gone = true;
      window.location.replace(next.href);
    }
  };
  if (document.readyState === 'complete') {
    goOn();
  } else {
    window.addEventListener('load', goOn);
    setTimeout(goOn, 4000);
  }
}
