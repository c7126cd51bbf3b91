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
  /** Close the palette if it is open; tells whether it was. */
  fold: () => boolean;
}

/** A button with an icon, and a name for those who do not see it. */
export function tool(sign: string, ariaLabel: string, onclick: () => void): HTMLButtonElement {
  return h("button.tool", { type: "button", ariaLabel, onclick }, h(`i.${sign}`));
}

export function composer(
  say: Say, language: string, limits: { file_bytes: number; files: number }, send: (text: string, files: File[]) => void, typed: () => void,
): Composer {
  let files: File[] = [];
  const chips = h("ul");
  const wrong = h("p.wrong", { role: "alert" });
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, HIGHEST)}px`;
  };
  const draw = () => chips.replaceChildren(...files.map((file) => h("li", {}, `${file.name}, ${size(file.size, language)}`, h("button", {
    type: "button", ariaLabel: say("remove", file.name), onclick: () => { files = files.filter((one) => one !== file); draw(); field.focus(); },
  }, "×"))));
  const leave = () => {
    const text = field.value.trim();
    if (!text && !files.length) return;
    send(text, files);
    field.value = wrong.textContent = "";
    files = [];
    draw();
    grow();
    field.focus();
  };
  const bring = (brought: Iterable<File>) => {
    const { file_bytes: most, files: number } = limits;
    let room = most;
    const all = [...files, ...brought];
    const fit = all.filter(({ size: bytes }) => bytes <= room && ((room -= bytes), true));
    const large = all.filter((one) => !fit.includes(one));
    files = fit.slice(0, number);
    wrong.textContent = [
      ...large.map((one) => `${one.name}: ${say("too_large", size(most, language))}`), fit.length > number ? say("too_many", `${number}`) : "",
    ].join(" ");
    draw();
  };
  const fold = (folded: boolean) => {
    palette.hidden = folded;
    smile.ariaExpanded = `${!folded}`;
    (folded ? smile : palette.querySelector("button")!).focus();
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
  const palette = h("div.palette", {
    role: "group", ariaLabel: say("emoji"), hidden: true,
    onkeydown(event) {
      const all = [...palette.children] as HTMLElement[];
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      all[all.indexOf(event.target as HTMLElement) + step]?.focus();
    },
  }, ...EMOJI.map((one, at) => h("button", {
    type: "button", tabIndex: at && -1,
    onclick() {
      fold(true);
      field.setRangeText(one, field.selectionStart, field.selectionEnd, "end");
      field.focus();
    },
  }, one)));
  const smile = tool("smile", say("emoji"), () => fold(!palette.hidden));
  smile.ariaExpanded = "false";
  const element = h("form.composer", { onsubmit(event) { event.preventDefault(); leave(); } }, wrong, chips, palette,
    h("div.row", {}, picker, tool("plus", say("attach"), () => picker.click()), smile, field, h("button.tool send", { ariaLabel: say("send") }, h("i.plane"))));
  return { element, field, bring, fold: () => !palette.hidden && (fold(true), true) };
}
