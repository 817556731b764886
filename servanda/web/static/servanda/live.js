// Nothing on a page needs this file. It shows again what a form would come to while it is being filled in:
// the same as its button "Show it again", put in place of the part that data-live names.
const form = document.querySelector("form[data-live]");
if (form) {
  const place = form.dataset.live;
  let waiting = 0;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    const said = new FormData(form);
    said.set("act", "show");
    const response = await fetch(form.action, { method: "POST", body: said, credentials: "same-origin" });
    if (!response.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(place);
    const old = document.getElementById(place);
    if (!fresh || !old) return;
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    fresh.querySelectorAll("details").forEach((one, at) => { one.open = open[at] ?? false; });
    old.replaceWith(fresh);
  };
  form.addEventListener("input", (event) => {
    // another framework or axis has other words: the whole form is drawn anew
    if (event.target.name === "framework" || event.target.name === "axis") {
      form.querySelector('button[value="show"]').click();
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(ask, 300);
  });
}
