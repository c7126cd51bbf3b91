const reasons: Record<string, string> = { number_taken: "It is connected to Postroom already, by this or another account. Disconnect it there first." };
const verifications: Record<string, string> = { "": "not verified", requested: "waiting for its code", verified: "verified" };
const qualities: Record<string, string> = { green: "good", yellow: "middling", red: "poor" };
const statuses: Record<string, string> = { approved: "approved", pending: "waits for approval", rejected: "rejected", paused: "paused", disabled: "disabled", gone: "not there any more" };
const statusHints: Record<string, string> = { pending: "Meta looks at it; that takes up to a day.", rejected: "Meta did not approve it. Change it in WhatsApp Manager.", paused: "Meta holds it back, as people did not like it. It comes back by itself.", disabled: "Meta switched it off for good. Make another one." };
/** Beside these the server's own words are shown. */
const refusals: Record<string, string> = {};

export const en = {
  stages: { number: "Number", verification: "Verification", rule: "Assignment", finish: "Connect and finish" },
  saved: "Saved.", save: "Save", crossed: "Somebody has changed this meanwhile.", theirs: "Go on with theirs", mine: "Go on with mine",
  intro: "Name the WhatsApp Business Account the number belongs to, and give us an access token of a system user who may use it.",
  where: "Where to find these", wheres: [
    "Open business.facebook.com, Settings, Accounts, WhatsApp accounts: the account's number is its ID.",
    "Settings, Users, System users: add one, assign it the WhatsApp account with full control, and the app of this installation.",
    "Generate a token for it with whatsapp_business_management and whatsapp_business_messaging, that never expires.",
  ],
  waba: "ID of the WhatsApp Business Account", wabaHint: "Digits only.", token: "Access token", tokenHint: "It is kept encrypted and never shown again.", look: "Show its numbers", again: "Another account, or a new token",
  numbers: "Which number", numbersHint: "The numbers of this account at Meta.", noNumbers: "This account has no number yet. Add one in WhatsApp Manager, then show its numbers again.", chosenNumber: (number: string) => `Chosen number: ${number}`,
  qualityOf: (said: string) => `quality: ${said}`, reasons, verifications, qualities,
  number: "Number", name: "Name people see", account: "WhatsApp Business Account", registered: "Registered for sending", yes: "yes", notYet: "not yet",
  codeIntro: (number: string) => `Meta sends a code of six digits to ${number}. It shows that the number is yours.`, isVerified: (number: string) => `${number} is verified at Meta already.`,
  how: "How the code comes", methods: { sms: "By SMS", voice: "By a call" }, language: "In which language", languages: { en_GB: "English", pl_PL: "Polish", de_DE: "German", fr_FR: "French", es_ES: "Spanish" }, request: "Send the code", requestAgain: "Send another code", requested: "The code is on its way.",
  code: "Code", codeHint: "The six digits that Meta sent.", pin: "PIN for two-step verification", pinHint: "Six digits. If the number has a PIN already, that one; else choose one, and keep it.",
  verify: "Verify and go on", register: "Register and go on",
  connected: "Connected. What people write to the number comes into the inbox.", byPeople: "Nobody: conversations wait unassigned", byRule: "By the rule", verification: "Verification",
  lost: { authorisation_lost: "Meta does not take our access any more. Answers wait, and what people write may not reach us. Give a new access token." } as Record<string, string>,
  renew: "Give a new access token", renewHint: "Of the same account; the number stays.", renewed: "Meta lets us in again. Answers that waited are sent now.", otherAccount: "This account does not have the number of this channel.",
  templates: "Templates", templatesHint: "Messages that Meta approved. Only these may begin a conversation, or go on with one after 24 hours. They are made and changed in WhatsApp Manager.", sync: "Read them from Meta now", syncing: "They are being read; new ones appear here by themselves.", synced: (when: string) => `Last read ${when}.`, neverSynced: "Not read yet.", noTemplates: "There is no template yet. Make one in WhatsApp Manager; it appears here once Meta knows it.", statuses, statusHints, search: "Search", loading: "Loading", nothing: "No template fits.", why: (text: string) => `Meta says: ${text}`, preview: "As people see it",
  keywords: "Opting in and out", keywordsHint: "Somebody who writes just one of these words, in any case, opts in or out. It is recorded as consent; nothing automatic and no template goes to who opted out.", optIn: "Words to opt in", optOut: "Words to opt out", oneEach: "One a line.", optInReply: "Answer to opting in", optOutReply: "Answer to opting out", replyHint: "Sent at once; empty: no answer.", tooManyWords: (most: number) => `${most} words at most.`,
  said: (name: string) => `${name} answers by itself`, nothingSaid: "No answer is sent.",
  privacy: "Privacy", refusals,
};
