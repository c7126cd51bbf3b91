// A form of Postroom in a page elsewhere: it stands where this script stands, in a shadow of its own.
(() => {
  "use strict";
  const form = /*FORM*/;
  const script = document.currentScript;
  if (!script) return;
  const address = new URL(script.src).origin + "/f/" + form.key;
  const make = (name, set = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), set);
    for (const [key, value] of Object.entries(set)) if (key.includes("-")) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const host = make("div", { lang: form.language });
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`:host{display:block;font:inherit;color:inherit}*{box-sizing:border-box}
    h2{font-size:1.25em;margin:0 0 .75em}.field{margin:0 0 1.25em}label,legend{display:block;font-weight:600;padding:0;margin-bottom:.25em}
    fieldset{border:0;margin:0;padding:0;min-width:0}.tick{display:flex;gap:.6em;align-items:center;min-height:2.5em;font-weight:400}
    .tick input{width:1.25em;height:1.25em;min-height:0;flex:none;margin:0}p{margin:.25em 0 0;white-space:pre-line}.quiet{font-weight:400;opacity:.8}
    input,textarea,select,button{font:inherit;min-height:2.5em;padding:.5em .6em;border:1px solid #6b7780;border-radius:4px;color:#1a2226;background:#fff}
    input,textarea,select{width:100%}button{font-weight:600;min-width:8em;border:0;background:#0f5f6b;color:#fff;cursor:pointer}button:disabled{opacity:.6}
    :focus-visible{outline:2px solid #0f5f6b;outline-offset:2px}[aria-invalid]{border:2px solid #a4262c}.wrong{color:#a4262c}
    .trap{position:absolute;left:-99999px;width:1px;height:1px;overflow:hidden}.logo{display:block;max-width:100%;max-height:4em;margin:0 0 .75em}` +
    (form.look.accent && `button{background:${form.look.accent};color:${form.look.text}}.tick input{accent-color:${form.look.accent}}`));
  root.adoptedStyleSheets = [style];

  const places = new Map();
  const build = (field) => {
    const id = "f-" + field.name;
    const set = { id, name: field.name, required: field.required && field.type !== "choices" };
    const about = [field.label, ...(field.required ? [] : [" ", make("span", { className: "quiet" }, `(${form.words.optional})`)])];
    const wrong = make("p", { className: "wrong", id: "w-" + field.name, hidden: true });
    const help = field.help ? [make("p", { className: "quiet", id: "h-" + field.name }, field.help)] : [];
    const described = { "aria-describedby": (field.help ? `h-${field.name} ` : "") + "w-" + field.name };
    let box;
    let shown;
    if (field.type === "choices") {
      const ticks = field.options.map((value) =>
        make("label", { className: "tick" }, make("input", { type: "checkbox", name: field.name, value, checked: value === field.default }), value));
      box = make("fieldset", { id, tabIndex: -1, ...described }, make("legend", {}, ...about), ...ticks);
      shown = [box];
    } else if (field.type === "checkbox") {
      box = make("input", { ...set, ...described, type: "checkbox", value: "true", checked: field.default === "true" });
      shown = [make("label", { className: "tick" }, box, make("span", {}, ...about))];
    } else {
      if (field.type === "long_text") box = make("textarea", { ...set, ...described, rows: 6, maxLength: field.longest });
      else if (field.type === "choice") {
        box = make("select", { ...set, ...described }, make("option", { value: "" }, form.words.choose), ...field.options.map((one) => make("option", {}, one)));
      } else {
        const type = { email: "email", phone: "tel", file: "file", number: "number", date: "date" }[field.type] || "text";
        box = make("input", { ...set, ...described, type });
        if (type === "file") box.multiple = true;
        else if (type === "number" || type === "date") Object.assign(box, { min: field.minimum, max: field.maximum, step: type === "number" ? "any" : "" });
        else Object.assign(box, { maxLength: field.longest });
        if (field.pattern) box.pattern = field.pattern;
        box.autocomplete = field.type === "email" ? "email" : field.type === "phone" ? "tel" : field.fills === "contact.name" ? "name" : "";
      }
      if (field.shortest) box.minLength = field.shortest;
      if (field.type !== "file") box.value = field.default;
      shown = [make("label", { htmlFor: id }, ...about), box];
    }
    places.set(field.name, { box, wrong });
    return make("div", { className: "field" }, ...shown, ...help, wrong);
  };

  const said = make("p", { className: "wrong", role: "alert", tabIndex: -1, hidden: true });
  const button = make("button", {}, form.button);
  const trap = make("div", { className: "trap", "aria-hidden": "true" }, make("label", {}, form.words.trap, make("input", { name: "postroom_homepage", tabIndex: -1, autocomplete: "off" })));
  const body = make("form", {}, ...form.fields.map(build), trap, said, button);
  if (form.look.logo && script.getAttribute("data-postroom-logo") !== "none") {
    const logo = make("img", { className: "logo", alt: form.look.company });
    // a page whose policy shows no pictures of ours shows none
    logo.addEventListener("error", () => logo.remove());
    logo.src = new URL(form.look.logo, address);
    root.append(logo);
  }
  if (form.title) root.append(make("h2", {}, form.title));
  if (form.introduction) root.append(make("p", {}, form.introduction));
  root.append(body);
  script.after(host);

  const fetched = (path, more) => fetch(address + path, { mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", headers: { Accept: "application/json" }, ...more });
  const worked = async () => {
    const { token } = await (await fetched("?token")).json();
    const text = new TextEncoder();
    for (let number = 0; ; number++) {
      const digest = new DataView(await crypto.subtle.digest("SHA-256", text.encode(token + "." + number)));
      if (digest.getUint32(0) >>> (32 - form.work) === 0) return { postroom_token: token, postroom_work: String(number) };
    }
  };
  const once = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const work = form.work ? worked() : undefined;
  work?.catch(() => undefined);

  const tell = (text) => {
    said.textContent = text;
    said.hidden = !text;
  };
  const refuse = (problem) => {
    const errors = problem.errors || [];
    let first;
    for (const one of errors) {
      const place = places.get(one.field);
      if (!place) continue;
      place.wrong.textContent = one.message;
      place.wrong.hidden = false;
      place.box.setAttribute("aria-invalid", "true");
      first ??= place.box;
    }
    const others = errors.filter((one) => !places.has(one.field)).map((one) => one.message);
    tell([first ? form.words.wrong : "", ...others].filter(Boolean).join("\n") || problem.detail || form.words.failed);
    (first || said).focus();
  };
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell("");
    for (const { box, wrong } of places.values()) {
      wrong.hidden = true;
      box.removeAttribute("aria-invalid");
    }
    const data = new FormData(body);
    const brought = Object.fromEntries(Object.keys(form.hidden).map((name) => [name, script.getAttribute("data-" + name) ?? form.hidden[name]]));
    for (const [name, value] of Object.entries({ ...brought, postroom_version: form.version, postroom_nonce: once, postroom_page: location.href })) data.append(name, value);
    button.disabled = true;
    button.textContent = form.words.sending;
    try {
      for (const [name, value] of Object.entries((await work) || {})) data.append(name, value);
      const answer = await fetched("", { method: "POST", body: data });
      const told = await answer.json();
      if (!answer.ok) refuse(told);
      else if (told.redirect_url) location.assign(told.redirect_url);
      else {
        const thanks = make("p", { role: "status", tabIndex: -1 }, told.thanks);
        body.replaceWith(thanks);
        thanks.focus();
      }
    } catch {
      tell(form.words.failed);
      said.focus();
    }
    button.disabled = false;
    button.textContent = form.button;
  });
})();
