"use strict";
// what the pages at the door share: asking the API, and saying how it went in the words of the page
const door = {
  csrf: "",
  word(code) {
    for (const one of document.querySelectorAll("#words li")) if (one.dataset.code === code) return one.textContent;
    return "";
  },
  say(text) {
    document.getElementById("said").textContent = text;
  },
  async send(method, path, body) {
    const headers = { "Content-Type": "application/json" };
    if (door.csrf) headers["X-CSRF-Token"] = door.csrf;
    const answer = await fetch("/api/v1" + path, { method, headers, body: body && JSON.stringify(body) });
    const said = answer.status === 204 ? {} : await answer.json();
    if (said.csrf) door.csrf = said.csrf;
    return { ok: answer.ok, status: answer.status, body: said, wait: answer.headers.get("Retry-After") || "" };
  },
  refused(answer) {
    const code = answer.body.field === "password" ? "weak" : answer.body.code;
    door.say((door.word(code) || door.word("failed")).replace("{s}", answer.wait));
  },
  on(form, doing) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      door.say("");
      try {
        await doing(form.elements);
      } catch {
        door.say(door.word("away"));
      }
      button.disabled = false;
    });
  },
};
