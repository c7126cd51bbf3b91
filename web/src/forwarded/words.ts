/** The words of the line above a message that somebody passed on. */
export const WORDS = {
  en: {
    original: (by: string, whose: string) => `Forwarded by ${by}, recorded on ${whose}, who wrote it.`,
    forwarder: (by: string) => `Forwarded by ${by}, and recorded on them.`,
    header: (by: string) => `Forwarded by ${by}, recorded on whom its header names.`,
    person: (by: string) => `Forwarded by ${by}, recorded on somebody else.`,
    unknown: "somebody",
    corrected: (who: string) => `${who} said so.`,
    because: {
      not_a_user: "Only people of this account may name somebody else by forwarding.",
      sender_not_authenticated: "The sender is not proven.",
      switched_off: "The channel is set so.",
      unparsed: "The original could not be read.",
      original_is_ours: "The original is a mail of ours.",
      original_is_forwarder: "They wrote the original too.",
    } as Record<string, string>,
    change: (whose: string) => `Record on ${whose}`, done: "Recorded. The conversation is with them now.",
  },
  pl: {
    original: (by: string, whose: string) => `Przekazane przez: ${by}. Zapisano u autora: ${whose}.`,
    forwarder: (by: string) => `Przekazane przez: ${by}. Zapisano u osoby, która przekazała.`,
    header: (by: string) => `Przekazane przez: ${by}. Zapisano u osoby z nagłówka.`,
    person: (by: string) => `Przekazane przez: ${by}. Zapisano u kogoś innego.`,
    unknown: "ktoś",
    corrected: (who: string) => `Tak zdecydowano: ${who}.`,
    because: {
      not_a_user: "Tylko osoby z tego konta mogą przekazaniem wskazać kogoś innego.",
      sender_not_authenticated: "Nadawca nie jest potwierdzony.",
      switched_off: "Tak ustawiono kanał.",
      unparsed: "Nie udało się odczytać oryginału.",
      original_is_ours: "Oryginał to nasza wiadomość.",
      original_is_forwarder: "Ta sama osoba napisała oryginał.",
    } as Record<string, string>,
    change: (whose: string) => `Zapisz u: ${whose}`, done: "Zapisano. To teraz rozmowa z tą osobą.",
  },
};
