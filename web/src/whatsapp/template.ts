import type { Template, TemplateOf, TemplateValues } from "../api/types.ts";

const PARTS = ["header", "body", "buttons"] as const;
export type Part = (typeof PARTS)[number];
/** What is filled in, in the order of the variables. */
export type Values = Required<TemplateValues>;

/** What a reply says of the template it is. */
export type Chosen = TemplateOf & { variables: Values };

/** One thing to fill in: the which-th of a part. */
export interface Blank {
  part: Part;
  at: number;
  name: string;
}

/** What the header holds where it is no text: a file has to be sent along. */
export const MEDIA: Readonly<Record<string, string>> = { image: "image/jpeg,image/png", video: "video/mp4,video/3gpp", document: "" };

/** Buttons that need more than words. */
const UNOFFERED = ["catalog", "mpm", "spm", "order_details", "flow"];

/** Whether it may be sent now, and can be filled in here. */
export const isUsable = ({ status, header, buttons }: Template): boolean => status === "approved" && header.format !== "location" && !buttons.some((one) => UNOFFERED.includes(one.type));

/** Nothing filled in yet. */
export const empty = ({ variables }: Template): Values => ({ header: variables.header.map(() => ""), body: variables.body.map(() => ""), buttons: variables.buttons.map(() => "") });

/** All there is to fill in, from top to bottom. */
export const blanks = ({ variables }: Template): Blank[] => PARTS.flatMap((part) => variables[part].map((name, at) => ({ part, at, name })));

/** With one thing filled in. */
export const put = (values: Values, { part, at }: Blank, text: string): Values => ({ ...values, [part]: values[part].map((one, index) => (index === at ? text : one)) });

/** Whether nothing is left to fill in. */
export const isFull = (template: Template, values: Values): boolean => blanks(template).every(({ part, at }) => values[part][at]?.trim());

/** A text of the template with what is filled in; the rest stays visible. */
export function filled(text: string, names: readonly string[], values: readonly string[]): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[names.indexOf(name)]?.trim() || whole);
}

/** The words of its header and body, as they are read in a list or before the server has it. */
export function plain(template: Template, values: Values): string {
  const { header, body, variables } = template;
  return [filled(header.text, variables.header, values.header), filled(body, variables.body, values.body), template.footer].filter(Boolean).join("\n\n");
}

/** Those that have every word that was typed in their name or text. */
export function matching(all: readonly Template[], typed: string): Template[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => { const said = `${one.name} ${one.language} ${one.header.text} ${one.body}`.toLowerCase(); return words.every((word) => said.includes(word)); });
}
