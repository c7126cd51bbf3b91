"use strict";
const token = location.hash.slice(1);
const form = document.getElementById("form");

async function begin() {
  const link = token ? await door.send("POST", "/password/link", { token }) : { ok: false, body: {} };
  if (!link.ok || !link.body.opens) {
    door.say(door.word("no_link"));
    return;
  }
  form.hidden = false;
  document.getElementById("password").focus();
}

door.on(form, async (fields) => {
  if (fields.password.value !== fields.again.value) {
    door.say(door.word("not_same"));
    return;
  }
  const kept = await door.send("POST", "/password", { token, password: fields.password.value });
  if (!kept.ok) return kept.status === 410 ? door.say(door.word("no_link")) : door.refused(kept);
  history.replaceState(null, "", location.pathname);
  form.hidden = true;
  document.getElementById("onward").hidden = false;
  door.say(door.word("password_kept"));
});

begin().catch(() => door.say(door.word("away")));
