const reasons: Record<string, string> = {
  no_voice: "It cannot be called: it is for texts only.",
  used_elsewhere: "Calls to it go elsewhere now; that would be replaced.",
  number_taken: "It is connected to Postroom already, by this or another account. Disconnect it there first.",
};

/** Beside these the server's own words are shown. */
const refusals: Record<string, string> = {};

export const en = {
  refusals,
  stages: { number: "Number", voice: "Greeting and voicemail", rule: "Assignment", tickets: "Tickets", finish: "Connect and finish" },
  save: "Save", saved: "Saved. It counts from the next call.", crossed: "Somebody has changed this meanwhile.", theirs: "Go on with theirs", mine: "Go on with mine",
  intro: "People call a number that you have at Twilio; your own phones are rung, so nothing needs to be installed. Enter the account's SID and its auth token: both are in Twilio's console, on the first page of the account.",
  account: "Account SID", accountHint: "It begins with AC.", token: "Auth token", tokenHint: "It is kept sealed and shown to nobody. With it we see the numbers, place calls, fetch recordings, and know that what reaches us is Twilio's.", look: "Show the numbers", again: "Enter another account or token",
  numbers: "Which number", numbersHint: "Its calls come here from then on: where they went before is replaced at Twilio.", noNumbers: "This account has no number yet. Buy one in Twilio's console, then look again.", reasons, connected_: (number: string) => `Connected number: ${number}`, use: "Look again",
  number: "Number", of: (sid: string) => `Account at Twilio: ${sid}`, lost: "Twilio does not let us in any more: nobody can be called, and recordings are not fetched. Enter the present auth token.", tokenNew: "Enter a new token", letIn: "Let us in", reintro: "The account's present auth token is in Twilio's console, on the first page of the account.", mended: "Twilio lets us in.", tokenAgain: "The token was replaced at Twilio? Enter the new one: until then nothing that Twilio says is believed.",
  greeting: "Greeting", greetingHint: "Said as soon as somebody calls; empty: it rings at once.", language: "Said in",
  ring: "Ring for", seconds: "seconds", ringHint: "5 to 60. A mobile's own mailbox is no answer: who picks up presses a key.",
  voicemail: "Let callers leave a message when nobody answers", voicemailText: "What is said before", voicemailHint: "Empty: a usual sentence. Then comes a tone.",
  record: "Record calls with consent", recordHint: "Callers are asked first; who does not agree is not recorded.", recordFirst: "Only once the channel asks for consent to it:", recordLater: "Only once the channel asks for consent to it, under Privacy; that is set once it is connected.", toPrivacy: "see the tab Privacy.",
  transcribe: "Write down what is said in messages", transcribeHint: "By Twilio, which understands English only.",
  room: (left: number) => `${left} characters left`, over: (more: number) => `${more} characters too many`,
  heard: "What callers hear", listen: "Listen", stop: "Stop", listenHint: "Your browser's voice; Twilio's sounds otherwise.",
  steps: {
    greeting: "First", consent: "Then", rings: (seconds: number) => `It rings for up to ${seconds} seconds: whoever has the conversation, or else up to ten people who are available and have a phone in their profile.`,
    answered: "Somebody answers: you talk.", recorded: "Somebody answers: you talk, recorded if they agreed.", explicit: "Only who presses 1 is recorded.", implied: "Going on is agreeing.",
    voicemail: "Nobody answers", tone: "After the tone they speak; hanging up ends it. It comes in as a message, with its recording.", missed: "The call ends, and comes in as missed.",
  },
  phones: (without: number, all: number) => `${without} of ${all} who see this inbox have no phone in their profile and are not rung.`,
  privacy: "Privacy", byPeople: "Nobody: calls ring all who are available", byRule: "By the rule", ticketsYes: "One is opened", ticketsNo: "None", nothing: "Nothing", recording: "Recording", on: "With consent", off: "Never", mailbox: "Messages",
  connected: "Connected. Calls to the number ring here.",
};
