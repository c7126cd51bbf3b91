const WITHIN = 100;
const AT_WORD = 50;

/** How well a text answers what was typed; null where it does not. Marks above letters and capitals do not matter. */
export function score(typed: string, text: string): number | null {
  const wanted = plain(typed.trim());
  const whole = plain(text);
  const at = whole.indexOf(wanted);
  if (at >= 0) return WITHIN + (at === 0 || whole[at - 1] === " " ? AT_WORD : 0) - at;
  return scattered(wanted, whole);
}

/** The same for letters that follow each other with gaps: the fewer and the smaller, the better. */
function scattered(wanted: string, whole: string): number | null {
  let at = -1;
  let gaps = 0;
  for (const sign of wanted) {
    if (sign === " ") continue;
    const next = whole.indexOf(sign, at + 1);
    if (next < 0) return null;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return WITHIN / (2 + gaps);
}

/** Letters without marks, small. */
export const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l");
