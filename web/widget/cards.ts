import type { Chat } from "./conversation.ts";
import { prose } from "./line.ts";
import { h } from "./made.ts";
import type { Say, Words } from "./say.ts";

/** A question for an address: what it says, what its button says, with a name or not, and what becomes of it. */
export function asking(
  say: Say, about: keyof Words, button: keyof Words, done: keyof Words, named: boolean, send: (email: string, name: string) => Promise<void>, over: () => void,
): HTMLElement {
  const email = h("input", { type: "email", required: true, autocomplete: "email", maxLength: 200 });
  const name = h("input", { autocomplete: "name", maxLength: 200 });
  const wrong = h("p.wrong", { role: "alert" });
  const form = h("form.card", {
    async onsubmit(event) {
      event.preventDefault();
      try {
        await send(email.value, name.value);
        form.replaceChildren(h("p", { role: "status" }, say(done, email.value)));
        over();
      } catch {
        wrong.textContent = say("failed");
      }
    },
  }, h("p", {}, say(about)), h("label", {}, say("email"), email), named && h("label", {}, say("name"), name), wrong, h("div.row", {}, h("button.main", {}, say(button)),
    h("button.plain", { type: "button", onclick() { form.remove(); over(); } }, say("cancel"))));
  return form;
}

/** What is stored and why, before the first message: to be agreed to, or to be read (PRV-02, PRV-03). */
export function consent(chat: Chat, say: Say, agreed: () => void): HTMLElement {
  const { text, language } = chat.terms();
  return h("div.card", { role: "group", ariaLabel: say("consent"), lang: language }, prose(text), chat.consent!.mode === "explicit" && h("button.main", { onclick() { chat.agree(); agreed(); } }, say("agree")));
}
