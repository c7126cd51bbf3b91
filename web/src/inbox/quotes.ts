/** A text in two parts: what was written, and what was only quoted below it. */
export interface Split {
  own: string;
  quoted: string;
}

const HEADS = /^(?:On .{6,200} wrote:|.{0,40}\d.{0,120} (?:napisał|napisała|pisze|schrieb|a écrit|escribió|ha scritto).{0,20}:|-{2,} ?(?:Original Message|Oryginalna wiadomość|Wiadomość oryginalna|Ursprüngliche Nachricht).*|_{10,})$/i;

/** Fold the quoted tail away; where everything is quoted, nothing is folded. */
export function split(text: string): Split {
  const lines = text.split("\n");
  let cut = lines.findIndex((line, index) => HEADS.test(line.trim()) && lines.slice(index + 1).some((after) => after.trim()));
  if (cut < 0) {
    cut = lines.length;
    while (cut > 0 && (lines[cut - 1]?.startsWith(">") || !lines[cut - 1]?.trim())) cut--;
    if (!lines.slice(cut).some((line) => line.startsWith(">"))) cut = lines.length;
  }
  const own = lines.slice(0, cut).join("\n").trim();
  return own ? { own, quoted: lines.slice(cut).join("\n").trim() } : { own: text.trim(), quoted: "" };
}
