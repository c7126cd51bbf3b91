export const HUBS = ["marketing", "sales", "service"] as const;
/** The hubs whose seats count for assignment (ACC-06). */
export const PAID: readonly string[] = ["sales", "service"];
export const ROLES = ["agent", "admin", "auditor", "analyst", "compliance"] as const;
export const PERMISSIONS = ["account_access", "inbox_edit", "user_manage", "availability_manage", "conversation_read", "conversation_write", "ticket_write", "contact_write", "audit_read", "analytics_read", "compliance_manage", "token_manage"] as const;

const roles: Record<string, string> = { admin: "Administrator", agent: "Agent", auditor: "Auditor", analyst: "Analyst", compliance: "Compliance" };
const role: Record<string, string> = { admin: "Administrator", agent: "Agent", auditor: "Audytor", analyst: "Analityk", compliance: "Zgodność" };
const permissions: Record<(typeof PERMISSIONS)[number], string> = {
  account_access: "See to the account and its channels", inbox_edit: "Edit inboxes", user_manage: "Manage people", availability_manage: "Set the availability of others", conversation_read: "Read conversations", conversation_write: "Answer conversations",
  ticket_write: "Work on tickets", contact_write: "Change contacts", audit_read: "Read the audit", analytics_read: "Read reports", compliance_manage: "See to compliance", token_manage: "Issue tokens",
};
const uprawnienia: Record<(typeof PERMISSIONS)[number], string> = {
  account_access: "Zarządzanie kontem i kanałami", inbox_edit: "Edycja skrzynek", user_manage: "Zarządzanie ludźmi", availability_manage: "Ustawianie dostępności innych", conversation_read: "Czytanie rozmów", conversation_write: "Odpowiadanie na rozmowy",
  ticket_write: "Praca nad zgłoszeniami", contact_write: "Zmiana kontaktów", audit_read: "Czytanie audytu", analytics_read: "Czytanie raportów", compliance_manage: "Zgodność z przepisami", token_manage: "Wydawanie tokenów",
};

/** The words of the page of users. */
export const WORDS = {
  en: {
    seatsTaken: (held: string) => `Seats held: ${held}.`, hubs: { marketing: "Marketing", sales: "Sales", service: "Service" }, roles, permissions, inactive: "deactivated", noSeat: "no seat", available: "available", away: "away", edit: "Edit", saved: "Saved",
    seats: "Seats", seatsHint: "Rules assign conversations to people with a Sales or Service seat. Where a seat is taken away, rules that name the person show it.", isAvailable: (name: string) => `${name} is available`,
    live: "Live conversations at most", total: "Open conversations at most", saveCapacity: "Save the limits", has: (n: number) => `${n} open now. Empty: no limit.`, rolesTitle: "Roles", permissionsTitle: "Permissions beyond the roles", beyond: (n: number) => `Permissions beyond the roles: ${n}`, saveAccess: "Save what they may do",
    link: "Make a link to choose a password", once: "Send them this link; it is shown this once:", deactivate: "Deactivate", sure: (name: string) => `Deactivate ${name}? Their sessions end at once, and they get no conversations.`, deactivated: "Deactivated.", reactivate: "Reactivate", reactivated: "Reactivated. They sign in anew.",
    invite: "Invite somebody", name: "Name", email: "Address they sign in with", role: "Role",
  },
  pl: {
    seatsTaken: (held: string) => `Zajęte miejsca: ${held}.`, hubs: { marketing: "Marketing", sales: "Sales", service: "Service" }, roles: role, permissions: uprawnienia, inactive: "dezaktywowany", noSeat: "bez miejsca", available: "dostępny", away: "niedostępny", edit: "Edytuj", saved: "Zapisano",
    seats: "Miejsca", seatsHint: "Reguły przydzielają rozmowy osobom z miejscem Sales lub Service. Gdy ktoś je straci, reguły, które go wskazują, to pokażą.", isAvailable: (name: string) => `${name}: dostępność`,
    live: "Najwięcej rozmów na żywo", total: "Najwięcej otwartych rozmów", saveCapacity: "Zapisz limity", has: (n: number) => `Otwarte teraz: ${n}. Puste: bez limitu.`, rolesTitle: "Role", permissionsTitle: "Uprawnienia poza rolami", beyond: (n: number) => `Uprawnienia poza rolami: ${n}`, saveAccess: "Zapisz, co może",
    link: "Utwórz odnośnik do ustawienia hasła", once: "Wyślij ten odnośnik; pokazujemy go tylko raz:", deactivate: "Dezaktywuj", sure: (name: string) => `Dezaktywować: ${name}? Sesje skończą się od razu i nie będzie dostawać rozmów.`, deactivated: "Dezaktywowano.", reactivate: "Aktywuj", reactivated: "Aktywowano. Trzeba zalogować się na nowo.",
    invite: "Zaproś kogoś", name: "Imię i nazwisko", email: "Adres do logowania", role: "Rola",
  },
};
