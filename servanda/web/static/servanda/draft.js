// Nothing on a page needs this file. It keeps what is being typed every few seconds: the same as the button
// "Keep as a draft". A browser that is closed in the middle has lost no more than the last seconds.
const form = document.querySelector("form[data-draft]");
if (form) {
  const said = form.querySelector("[data-kept]");
  const PAUSE = 2000; // after the last letter
  const LONGEST = 6000; // while letters keep coming
  let waiting = 0;
  let since = 0;
  let busy = null;
  let dirty = false;
  const fields = () => {
    const typed = new FormData(form);
    typed.set("act", "draft");
    return typed;
  };
  const keep = async (keepalive = false) => {
    if (busy) await busy;
    if (!dirty) return;
    dirty = false;
    since = 0;
    try {
      busy = fetch(form.action, {
        method: "POST", body: fields(), credentials: "same-origin", headers: { Accept: "application/json" },
        keepalive,
      });
      const response = await busy;
      const told = await response.json();
      if (told.strand) {
        form.elements.strand.value = told.strand;
        form.elements.version.value = told.version;
        said.textContent = told.said;
      }
    } catch {
      dirty = true; // tried again with the next letter, or when the page is left
    } finally {
      busy = null;
    }
  };
  form.addEventListener("input", () => {
    dirty = true;
    since ||= Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(), Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  });
  form.addEventListener("submit", () => {
    dirty = false;
    clearTimeout(waiting);
  });
  document.addEventListener("visibilitychange", () => {
    // a request that outlives the page: the browser sends it though it is closed
    if (document.visibilityState === "hidden") keep(true);
  });
}
