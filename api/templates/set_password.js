"use strict";
const token = location.hash.slice(1);
const form = document.getElementById("form");
const said = document.getElementById("said");

async function post(path, body) {
  const answer = await fetch("/api/v1" + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return { ok: answer.ok, body: await answer.json() };
}

function say(text) {
  said.textContent = text;
}

async function begin() {
  const link = token ? await post("/password/link", { token }) : { ok: false, body: {} };
  if (!link.ok || !link.body.opens) {
    say("This link does not open anything: it was used, it is older than 7 days, or it is incomplete. Ask for a new one.");
    return;
  }
  form.hidden = false;
  document.getElementById("password").focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const password = document.getElementById("password").value;
  if (password !== document.getElementById("again").value) {
    say("The two are not the same. Type them again.");
    return;
  }
  const kept = await post("/password", { token, password });
  if (kept.ok) {
    history.replaceState(null, "", location.pathname);
    form.hidden = true;
    say("Your password is kept. You can sign in with it now.");
  } else {
    say(kept.body.detail || "That did not work. Try again in a moment.");
  }
});

begin().catch(() => say("The server could not be reached. Try again in a moment."));
