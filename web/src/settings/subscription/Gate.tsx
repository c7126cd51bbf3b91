import type { Entitlement } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo } from "../opened.ts";
import { WORDS } from "./words.ts";

/** One gate: open, or closed with what would open it and where. */
export function Gate({ gate }: { gate: Entitlement }) {
  const words = spoken(WORDS);
  const { name, about } = words.gates[gate.gate];
  return (
    <li class="item" data-gate={gate.gate}>
      <span class="grows"><strong>{name}</strong><br /><small>{about}</small>
        {!gate.allowed && <><br /><span>{words.needs(gate.needed.map(wayOf))}</span> <Way gate={gate} /></>}</span>
      <span class={`chip ${gate.allowed ? "good" : "warn"}`}>{gate.allowed ? words.open : words.closed}</span>
    </li>
  );

  function wayOf({ kind, hub, tier }: Entitlement["needed"][number]): string {
    if (kind === "tier") return `${words.hubs[hub as keyof typeof words.hubs]} ${words.tiers[tier as keyof typeof words.tiers]}`;
    return kind === "seat" ? words.seat(words.seats[hub as keyof typeof words.seats]) : words.ways[kind];
  }
}

function Way({ gate }: { gate: Entitlement }) {
  const words = spoken(WORDS);
  if (gate.gate === "gdpr" && may("account_access")) return <a {...linkTo("account")}>{words.toAccount}</a>;
  if (gate.gate === "assignment_rules" && may("user_manage")) return <a {...linkTo("users")}>{words.toUsers}</a>;
  return null;
}
