import { h } from "./made.ts";
import type { Say } from "./say.ts";
import { size } from "./times.ts";

const EMOJI = [..."😀😂😊😍😉😎🤔😢😡😮🙏👍👎👋👏💪🎉✅❌⭐🔥💡📎💚"];
const COLUMNS = 8;
const HIGHEST = 140;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

/** Where the visitor writes: Enter sends, Shift+Enter begins a line; files by button, paste and drop; emoji. */
export interface Composer {
  element: HTMLElement;
  field: HTMLElement;
  /** Take files in, as far as the limits allow; what is too large is said. */
  bring: (files: Iterable<File>) => void;
  /** Take away what was written and added. */
  empty: () => void;
}

/** A button with a sign, and a name for those who do not see it. */
export function tool(sign: string, ariaLabel: string, onclick: () => void): HTMLButtonElement {
  return h("button.tool", { type: "button", ariaLabel, onclick }, sign);
}

/** Buttons behind a button with a sign; the browser folds and unfolds them. */
export function menu(sign: string, ariaLabel: string, ...inside: unknown[]): HTMLDetailsElement {
  const made = h("details", {
    ontoggle() {
      if (made.open) made.querySelector<HTMLElement>("button:not([hidden])")!.focus();
    },
  }, h("summary.tool", { ariaLabel }, sign), h("div", {}, ...inside));
  return made;
}

export function composer(
  say: Say, language: string, limits: { file_bytes: number; files: number }, send: (text: string, files: File[]) => void, typed: () => void,
): Composer {
  let files: File[] = [];
  const chips = h("ul");
  const wrong = h("p.wrong", { role: "alert" });
  const grow = () => {
    field.style.height = "auto";
    // what is not shown has no height
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight + 2, HIGHEST)}px`;
  };
  const draw = () => chips.replaceChildren(...files.map((file) => h("li", {}, `${file.name}, ${size(file.size, language)}`, h("button", {
    type: "button", ariaLabel: say("remove", file.name), onclick: () => { files = files.filter((one) => one !== file); draw(); field.focus(); },
  }, "×"))));
  const empty = () => {
    field.value = wrong.textContent = "";
    files = [];
    draw();
    grow();
  };
  const leave = () => {
    const text = field.value.trim();
    if (!text && !files.length) return;
    send(text, files);
    empty();
    field.focus();
  };
  const bring = (brought: Iterable<File>) => {
    const { file_bytes: most, files: number } = limits;
    let room = most;
    const all = [...files, ...brought];
    files = all.filter(({ size: bytes }) => bytes <= room && ((room -= bytes), true)).slice(0, number);
    wrong.textContent = files.length < all.length ? say("too_much", `${number} / ${size(most, language)}`) : "";
    draw();
  };
  const field = h("textarea", {
    rows: 1, maxLength: 4000, ariaLabel: say("write"), placeholder: say("write"), enterKeyHint: "send", dir: "auto",
    onkeydown(event) {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      leave();
    },
    onpaste(event) {
      const pasted = event.clipboardData!.files;
      if (!pasted.length) return;
      event.preventDefault();
      bring(pasted);
    },
    oninput() {
      grow();
      if (field.value.trim()) typed();
    },
  });
  const picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => { bring(picker.files!); picker.value = ""; field.focus(); } });
  const emoji: HTMLDetailsElement = menu("☺", say("emoji"), ...EMOJI.map((one, at) => h("button", {
    type: "button", tabIndex: at && -1,
    onclick() {
      emoji.open = false;
      field.setRangeText(one, field.selectionStart, field.selectionEnd, "end");
      field.focus();
    },
    onkeydown: ({ key }) => emoji.querySelectorAll("button")[at + (STEPS[key] ?? 0)]?.focus(),
  }, one)));
  const element = h("form.composer", { onsubmit(event) { event.preventDefault(); leave(); } }, wrong, chips,
    h("div.row", {}, picker, tool("+", say("attach"), () => picker.click()), emoji, field, h("button.tool send", { ariaLabel: say("send") }, h("i"))));
  return { element, field, bring, empty };
}
