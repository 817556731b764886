// Nothing on a page needs this file. It shows the slider under the standpoint, names its date while it is
// dragged and asks for that day when it is let go; it gives the reading desk its one-letter keys.
const DAY = 864e5;
const stand = document.querySelector(".stand");
const range = stand?.querySelector(".scrub input");
if (range) {
  const form = stand.querySelector("form");
  const label = stand.querySelector("[data-as-of]");
  const language = document.documentElement.lang || "en";
  const named = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });
  const day = () => new Date(Number(range.value) * DAY);
  const start = range.value;
  range.hidden = false;
  range.addEventListener("input", () => {
    const text = named.format(day());
    range.setAttribute("aria-valuetext", text);
    if (label) label.textContent = text;
  });
  // A key moves the slider by a day at a time and would leave the page at each press: wait for Enter or for leaving it.
  let byKey = false;
  const ask = () => {
    if (!form || range.value === start) return;
    form.elements.as_of.value = day().toISOString().slice(0, 10);
    form.requestSubmit();
  };
  range.addEventListener("pointerdown", () => { byKey = false; });
  range.addEventListener("keydown", (event) => {
    byKey = true;
    if (event.key === "Enter") ask();
  });
  range.addEventListener("change", () => { if (!byKey) ask(); });
}

const list = document.querySelector(".cands");
if (list) {
  const rows = [...list.querySelectorAll(".cand")];
  const at = () => rows.findIndex((row) => row.classList.contains("on"));
  const go = (next) => {
    if (next < 0 || next >= rows.length) return;
    rows.forEach((row, place) => {
      row.classList.toggle("on", place === next);
      document.querySelector(`mark[data-c="${row.dataset.c}"]`)?.classList.toggle("on", place === next);
    });
    rows[next].focus();
  };
  list.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(at() + 1);
    else if (event.key === "k") go(at() - 1);
    else if ("aer".includes(event.key)) rows[at()]?.querySelector(`[data-key="${event.key}"]`)?.focus();
  });
}
