import type { Entitlement } from "../../api/types.ts";

export const HUBS = ["marketing", "sales", "service"] as const;
export const TIERS = ["free", "starter", "professional", "enterprise"] as const;
export type Gated = Entitlement["gate"];
type Gates = Record<Gated, { name: string; about: string }>;

const en: Gates = {
  whatsapp: { name: "WhatsApp Business", about: "Channels of this type can be connected and work." },
  calling: { name: "Calling", about: "Channels of this type can be connected and work." },
  capacity_behaviour: { name: "Everyone at capacity", about: "A chat can behave in its own way while everybody has as much as they take." },
  assignment_rules: { name: "Assignment rules", about: "You can set rules, and conversations can be assigned to you by them." },
  gdpr: { name: "GDPR switch of channels", about: "A channel can ask for consent before it takes messages." },
  automatic_tickets: { name: "Tickets by themselves", about: "Conversations become tickets by a channel's setting, a macro or a machine." },
};
const pl: Gates = {
  whatsapp: { name: "WhatsApp Business", about: "Kanały tego typu można podłączać i działają." },
  calling: { name: "Połączenia", about: "Kanały tego typu można podłączać i działają." },
  capacity_behaviour: { name: "Wszyscy zajęci", about: "Czat może zachowywać się po swojemu, gdy każdy ma tyle, ile bierze." },
  assignment_rules: { name: "Reguły przydzielania", about: "Możesz ustawiać reguły, a one mogą przydzielać Ci rozmowy." },
  gdpr: { name: "Przełącznik RODO w kanałach", about: "Kanał może prosić o zgodę, zanim przyjmie wiadomości." },
  automatic_tickets: { name: "Zgłoszenia same z siebie", about: "Rozmowy stają się zgłoszeniami przez ustawienie kanału, makro albo maszynę." },
};

/** The words of the page of the subscription and its gates. */
export const WORDS = {
  en: {
    loading: "Loading", hubsTitle: "Hubs", hubsHint: "What a change takes is said before it is made.", gatesTitle: "What is open to you", gatesHint: "Everything else is open to every subscription.",
    hubs: { marketing: "Marketing Hub", sales: "Sales Hub", service: "Service Hub" }, seats: { marketing: "Marketing", sales: "Sales", service: "Service" }, tiers: { free: "free", starter: "starter", professional: "professional", enterprise: "enterprise" },
    changed: (hub: string, tier: string) => `${hub} is on ${tier} now.`, gates: en, open: "Open", closed: "Closed", or: " or ", onTier: (hubs: string, tiers: string) => `${hubs} on ${tiers}`, needs: (ways: string[]) => `Needs ${ways.join(" or ")}.`,
    seat: (hub: string) => `a ${hub} seat`, ways: { switch: "the account's data-privacy settings switched on", help_desk: "the help desk", by_hand: "a ticket opened by hand" }, toAccount: "Switch them on", toUsers: "See who has a seat",
    sure: (hub: string, tier: string) => `Put ${hub} on ${tier}?`, lost: "This closes", degraded: "These channels will show as degraded", kept: "History is kept, and everything opens again with a higher tier.", yes: "Change it", no: "Leave it",
  },
  pl: {
    loading: "Wczytywanie", hubsTitle: "Huby", hubsHint: "Zanim cokolwiek się zmieni, powiemy, co się straci.", gatesTitle: "Co jest dla Ciebie otwarte", gatesHint: "Wszystko inne jest otwarte w każdym abonamencie.",
    hubs: { marketing: "Marketing Hub", sales: "Sales Hub", service: "Service Hub" }, seats: { marketing: "Marketing", sales: "Sales", service: "Service" }, tiers: { free: "darmowy", starter: "starter", professional: "professional", enterprise: "enterprise" },
    changed: (hub: string, tier: string) => `${hub}: teraz ${tier}.`, gates: pl, open: "Otwarte", closed: "Zamknięte", or: " albo ", onTier: (hubs: string, tiers: string) => `${hubs} w planie ${tiers}`, needs: (ways: string[]) => `Potrzeba: ${ways.join(" albo ")}.`,
    seat: (hub: string) => `miejsca ${hub}`, ways: { switch: "włączonych ustawień prywatności konta", help_desk: "pulpitu pomocy", by_hand: "zgłoszenia otwartego ręcznie" }, toAccount: "Włącz je", toUsers: "Zobacz, kto ma miejsce",
    sure: (hub: string, tier: string) => `Przełączyć ${hub} na ${tier}?`, lost: "To się zamknie", degraded: "Te kanały będą ograniczone", kept: "Historia zostaje, a wyższy abonament wszystko znów otworzy.", yes: "Zmień", no: "Zostaw",
  },
};
