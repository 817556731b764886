// Nothing on a page needs this file. It keeps what is being typed every few seconds: the same as the button
// "Keep as a draft". A browser that is closed in the middle has lost no more than the last seconds. What could not be
// kept is said, and tried again by itself.
const form = document.querySelector("form[data-draft]");
if (form) {
  const said = form.querySelector("[data-kept]");
  const PAUSE = 2000; // after the last letter
  const LONGEST = 6000; // while letters keep coming
  const RARELY = 30000; // between two tries, at most
  let waiting = 0;
  let since = 0; // when the first letter was typed that is not kept
  let busy = null;
  let dirty = false;
  let failed = 0; // tries in a row
  const later = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(), pause);
  };
  // signing in, in another window too, makes the token of this form a wrong one: the cookie holds the right one
  const renew = () => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  };
  const fields = () => {
    renew();
    const typed = new FormData(form);
    typed.set("act", "draft");
    return typed;
  };
  const say = (words) => {
    if (said.textContent !== words) said.textContent = words; // it is read aloud once
  };
  const send = async (keepalive) => {
    const from = since;
    since = 0;
    try {
      const response = await fetch(form.action, {
        method: "POST", body: fields(), credentials: "same-origin", headers: { Accept: "application/json" },
        keepalive,
      });
      const type = response.headers.get("Content-Type") || "";
      if (!response.ok || !type.startsWith("application/json")) throw new Error(`not kept: ${response.status}`);
      const told = await response.json();
      failed = 0;
      if (told.strand) {
        form.elements.strand.value = told.strand;
        form.elements.version.value = told.version;
      }
      say(told.said || "");
      if (dirty) later(PAUSE);
    } catch {
      dirty = true;
      since = from;
      failed += 1;
      say(said.dataset.lost.replace("{time}", `${new Date(from).toISOString().slice(11, 19)} UTC`));
      later(Math.min(PAUSE * 2 ** failed, RARELY));
    }
  };
  const keep = async (keepalive = false) => {
    while (busy) await busy;
    if (!dirty) return;
    dirty = false;
    busy = send(keepalive);
    await busy;
    busy = null;
  };
  form.addEventListener("input", () => {
    dirty = true;
    since ||= Date.now();
    if (!failed) later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  });
  form.addEventListener("submit", () => {
    dirty = false;
    clearTimeout(waiting);
    renew();
  });
  document.addEventListener("visibilitychange", () => {
    // a request that outlives the page: the browser sends it though it is closed
    if (document.visibilityState === "hidden") keep(true);
    else if (failed) later(0); // whoever signed in in another window comes back
  });
}
