"use strict";
// a form that asks for it is sent once the browser has found a number whose digest begins with enough zeros
(async () => {
  const form = document.querySelector("form[data-work]");
  const button = form && form.querySelector("button");
  if (!button || !crypto.subtle) return;
  button.disabled = true;
  const token = form.elements.postroom_token.value;
  const found = document.createElement("input");
  found.type = "hidden";
  found.name = "postroom_work";
  const text = new TextEncoder();
  const bits = Number(form.dataset.work);
  for (let number = 0; ; number++) {
    const digest = new DataView(await crypto.subtle.digest("SHA-256", text.encode(token + "." + number)));
    if (digest.getUint32(0) >>> (32 - bits) === 0) {
      found.value = String(number);
      break;
    }
  }
  form.append(found);
  button.disabled = false;
})();
