import type { Entitlement } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo } from "../opened.ts";
import { type HUBS, type TIERS, WORDS } from "./words.ts";

type Hub = (typeof HUBS)[number];
type Tier = (typeof TIERS)[number];

/** One gate: open, or closed with what would open it and where. */
export function Gate({ gate }: { gate: Entitlement }) {
  const words = spoken(WORDS);
  const { name, about } = words.gates[gate.gate];
  return (
    <li class="item" data-gate={gate.gate}>
      <span class="grows"><strong>{name}</strong><br /><small>{about}</small>
        {!gate.allowed && <><br /><span>{needed()}</span> <Way gate={gate} /></>}</span>
      <span class={`chip ${gate.allowed ? "good" : "warn"}`}>{gate.allowed ? words.open : words.closed}</span>
    </li>
  );

  function needed(): string {
    const tiers = gate.needed.filter((one) => one.kind === "tier");
    if (tiers.length > 0) return words.needs([words.onTier(each(tiers.map((one) => words.hubs[one.hub as Hub])), each(tiers.map((one) => words.tiers[one.tier as Tier])))]);
    return words.needs(gate.needed.map(({ kind, hub }) => (kind === "seat" ? words.seat(words.seats[hub as Hub]) : kind === "tier" ? "" : words.ways[kind])));
  }

  function each(all: string[]): string {
    return [...new Set(all)].join(words.or);
  }
}

function Way({ gate }: { gate: Entitlement }) {
  const words = spoken(WORDS);
  if (gate.gate === "gdpr" && may("account_access")) return <a {...linkTo("account")}>{words.toAccount}</a>;
  if (gate.gate === "assignment_rules" && may("user_manage")) return <a {...linkTo("users")}>{words.toUsers}</a>;
  return null;
}
