// An answer that comes from outside of the desk means that the session is over: the whole page goes to the sign-in,
// and comes back.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = event.detail.xhr.responseURL;
  if (answered && !new URL(answered).pathname.startsWith("/desk")) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});

// Enter in a search that is live already has nothing to send.
document.addEventListener("submit", (event) => {
  const live = event.target.querySelector("[data-live]");
  if (live) {
    event.preventDefault();
    htmx.trigger(live, "search");
  }
});
