"use strict";
const asked = new URLSearchParams(location.search);
const account = asked.get("account") || localStorage.getItem("postroom.account") || "";
const sections = ["start", "code", "enrol", "codes", "forgot"].map((id) => document.getElementById(id));

function show(id) {
  for (const section of sections) section.hidden = section.id !== id;
  const field = document.querySelector(`#${id} input`);
  if (field) field.focus();
}

function onward() {
  // only a path of this site: "//elsewhere" and "/\elsewhere" would lead away
  const next = asked.get("next") || "";
  location.replace(/^\/(?![/\\])/.test(next) ? next : "/inbox");
}

async function enrol() {
  const begun = await door.send("POST", "/second-factor", {});
  if (!begun.ok) return door.refused(begun);
  const drawn = new DOMParser().parseFromString(begun.body.qr, "image/svg+xml").documentElement;
  document.getElementById("qr").replaceChildren(document.importNode(drawn, true));
  document.getElementById("typed").textContent = begun.body.secret;
  show("enrol");
}

async function go(answer) {
  if (!answer.ok) {
    if (answer.status === 401 && answer.body.code === "signed_out") show("start");
    return door.refused(answer);
  }
  if (answer.body.next === "code") return show("code");
  if (answer.body.next === "enrol") return enrol();
  onward();
}

function turn() {
  show(location.hash === "#forgot" ? "forgot" : "start");
}

door.on(document.getElementById("password"), async (fields) => {
  const answer = await door.send("POST", "/session", { email: fields.email.value, password: fields.password.value });
  await go(answer);
});

door.on(document.getElementById("provider"), async () => {
  const answer = await door.send("POST", "/session/provider", { account });
  if (!answer.ok) return door.refused(answer);
  location.assign(answer.body.url);
});

door.on(document.querySelector("#code form"), async (fields) => {
  const answer = await door.send("POST", "/session/code", { code: fields.code.value });
  fields.code.value = "";
  await go(answer);
});

door.on(document.querySelector("#enrol form"), async (fields) => {
  const answer = await door.send("POST", "/second-factor/confirm", { code: fields.code.value });
  if (!answer.ok) return door.refused(answer);
  const codes = answer.body.recovery_codes.map((code) => {
    const item = document.createElement("li");
    item.textContent = code;
    return item;
  });
  document.getElementById("recovery").replaceChildren(...codes);
  show("codes");
});

door.on(document.querySelector("#codes form"), async () => onward());

door.on(document.querySelector("#forgot form"), async (fields) => {
  const answer = await door.send("POST", "/password/reset", { email: fields.email.value });
  if (!answer.ok) return door.refused(answer);
  door.say(door.word("sent"));
});

async function beside() {
  const others = await door.send("GET", "/session/beside");
  if (!others.ok || !others.body.items.length) return;
  const items = others.body.items.map((one) => {
    const item = document.createElement("li"), back = document.createElement("button");
    back.textContent = `${one.account} (${one.email})`;
    back.addEventListener("click", async () => {
      const answer = await door.send("POST", "/session/switch", { session_id: one.session_id });
      if (answer.ok) onward();
      else door.refused(answer);
    });
    item.append(back);
    return item;
  });
  document.querySelector("#beside ul").replaceChildren(...items);
  document.getElementById("beside").hidden = false;
}

async function begin() {
  turn();
  addEventListener("hashchange", () => { door.say(""); turn(); });
  await beside();
  const error = asked.get("error");
  if (error) door.say(door.word(error) || door.word("provider_failed"));
  if (account) {
    const ways = await door.send("GET", "/session/options?account=" + encodeURIComponent(account));
    if (ways.ok && ways.body.provider) {
      localStorage.setItem("postroom.account", account);
      document.getElementById("provider").hidden = false;
      document.getElementById("password").hidden = !ways.body.passwords;
      document.getElementById("or").hidden = !ways.body.passwords;
    }
  }
}

begin().catch(() => door.say(door.word("away")));
