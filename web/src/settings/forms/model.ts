import type { FormDefinition, FormField, FormInFull } from "../../api/types.ts";
import { keyOf } from "../pipelines/order.ts";

export type Field = Required<FormField>;
/** What a form asks, and how; a version of it once it is saved. */
export type Definition = Required<Omit<FormDefinition, "fields">> & { fields: Field[] };

export const TYPES = ["text", "long_text", "email", "phone", "number", "date", "choice", "choices", "checkbox", "file"] as const;
export type Type = (typeof TYPES)[number];
/** What a field can fill, and of which types it must be; the account's own properties of tickets come besides. */
const FILLS: Readonly<Record<string, readonly Type[]>> = {
  "contact.email": ["email"], "contact.name": ["text"], "contact.phone": ["phone"], "ticket.name": ["text", "choice"], "ticket.description": ["text", "long_text"],
  "ticket.priority": ["choice", "text"], "ticket.category": ["text", "choice"],
};
const PROPERTIES: Readonly<Record<string, readonly Type[]>> = { text: ["text", "long_text", "email", "phone", "choice"], number: ["number"], date: ["date"], choice: ["choice"], checkbox: ["checkbox"] };

const TEXTS: ReadonlySet<string> = new Set(["text", "long_text", "email", "phone"]);
const BETWEEN: ReadonlySet<string> = new Set(["number", "date"]);
const CHOSEN: ReadonlySet<string> = new Set(["choice", "choices"]);
const SET_BY_CHANNEL: ReadonlySet<string> = new Set(["ticket.pipeline", "ticket.status"]);

export const isText = (field: Field): boolean => TEXTS.has(field.type);
export const isBetween = (field: Field): boolean => BETWEEN.has(field.type);
export const isChosen = (field: Field): boolean => CHOSEN.has(field.type);

/** Whether a field is one that nobody sees or edits here: the channel's default properties of tickets say its value (FRM-03). */
export const ofChannel = (field: Field): boolean => field.hidden && SET_BY_CHANNEL.has(field.fills);

/** What a field of a type can fill; `properties` are the account's own of tickets. */
export function fillsOf(type: Type, properties: readonly { property_id: string; kind: string; archived: boolean }[]): string[] {
  const own = properties.filter((one) => !one.archived && PROPERTIES[one.kind]?.includes(type)).map((one) => `ticket.property:${one.property_id}`);
  return [...Object.keys(FILLS).filter((one) => FILLS[one]?.includes(type)), ...own];
}

/** What a form asks now, as a draft to change. */
export const draftOf = (form: Pick<FormInFull, "definition">): Definition => form.definition as Definition;

const PLAIN: Omit<Field, "name" | "label" | "type"> = {
  required: false, hidden: false, help: "", options: [], default: "", minimum: "", maximum: "", shortest: 0, longest: 0, pattern: "", hint: "", fills: "",
};

/** A new field of a type, with a key nobody else has. */
export function newField(type: Type, label: string, fields: readonly Field[]): Field {
  const name = keyOf(label.replace(/^[^a-z]+/i, ""), fields.map((one) => one.name), "field");
  return { ...PLAIN, name, label, type, options: CHOSEN.has(type) ? ["1", "2"] : [], fills: type === "email" && !fields.some((one) => one.fills === "contact.email") ? "contact.email" : "" };
}

/** A field as it is of another type: what only the type before could say is dropped. */
export function retyped(field: Field, type: Type): Field {
  const next = { ...field, type };
  return {
    ...next,
    options: isChosen(next) ? (field.options.length > 0 ? field.options : ["1", "2"]) : [],
    ...(isText(next) ? {} : { shortest: 0, longest: 0 }), ...(type === "text" ? {} : { pattern: "", hint: "" }), ...(type === "file" ? { hidden: false } : {}),
    ...(isBetween(next) && field.type === type ? {} : { minimum: "", maximum: "" }),
    default: "", fills: "",
  };
}

/** The fields people see and edit in their order, and those that are the channel's, which come last. */
export function parted(fields: readonly Field[]): { own: Field[]; channels: Field[] } {
  return { own: fields.filter((one) => !ofChannel(one)), channels: fields.filter(ofChannel) };
}
