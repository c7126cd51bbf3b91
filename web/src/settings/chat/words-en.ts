import type { Preset } from "./colour.ts";

const colours: Record<Preset, string> = { petrol: "Petrol", blue: "Blue", indigo: "Indigo", plum: "Plum", red: "Red", orange: "Orange", green: "Green", graphite: "Graphite" };
const platforms: readonly (readonly [string, readonly string[]])[] = [
  ["WordPress", ["Copy the code.", "In WordPress install a plugin that puts code into the footer, such as WPCode, and open its page for header and footer.", "Paste the code into the field for the footer or body end, and save.", "With a caching plugin, empty its cache."]],
  ["Wix", ["Copy the code.", "In the Wix dashboard open Settings, then Custom code. It needs a site with a domain of its own.", "Choose to add custom code, paste the code, and apply it to all pages.", "Place it at the end of the body, and apply."]],
  ["Shopify", ["Copy the code.", "In Shopify open Online Store, Themes, and at your theme choose to edit its code.", "Open layout/theme.liquid, paste the code just before </body>, and save."]],
  ["HTML", ["Copy the code.", "Paste it into each page, or the template that all pages share, just before </body>.", "Publish the pages, and look at one of them."]],
  ["Google Tag Manager", ["Copy the code.", "In your container make a new tag of the type Custom HTML, and paste the code.", "As its trigger choose All Pages; with a consent banner, the trigger that the banner gives.", "Publish the container."]],
];

export const en = {
  saved: "Saved. Visitors get it with the next page they open.", save: "Save", copy: "Copy", copied: "Copied", marked: "It is marked: copy it with Ctrl+C.", choose: "Choose …", remove: "Remove",
  stages: { look: "Look", greeting: "Greeting", hours: "Availability", details: "Mail", routing: "Assignment", finish: "Connect and finish" },
  crossed: "Somebody has changed this meanwhile.", theirs: "Go on with theirs", mine: "Go on with mine",
  colour: "Colour", fromBranding: "The account's own", custom: "Another", presets: "Ready colours", colours, hex: "As a code", hexHint: "Write it as #0b6470.", picker: "Pick one", white: "White", black: "Black",
  readable: (ink: string, n: string) => `${ink} text on it has a contrast of ${n}: it can be read.`, seenOnWhite: (n: string) => `On a white page the button has ${n}.`, faint: (n: string) => `On a white page the button has only ${n}, and is hard to see; 3 is the least. Choose a darker one.`,
  title: "Title", titleHint: "At the head of the chat; empty: the company's name.", font: "Font", fonts: { system: "The device's own", serif: "Serif", rounded: "Rounded", mono: "Monospaced" }, side: "Where", sides: { right: "On the right", left: "On the left" },
  language: "Language", languages: { auto: "The page's, else the visitor's", en: "English", pl: "Polski" },
  heading: "The head shows", headingPeople: "Chosen people and teams", headingOwner: "Whoever looks after the contact", fallback: "To visitors who are new, or whom nobody looks after", fallbackCompany: "The company", people: "People", teams: "Teams",
  headingHint: "Names and pictures, as visitors see them.", headingMany: "Of more than three, three are picked at random for each page that is opened.", headingNobody: "Nobody is chosen: the company is shown.",
  welcome: "Welcome", welcomeHint: "The first thing that a visitor's first chat says.", prompt: "Show it beside the button when a page is opened",
  basis: "Somebody counts as there", bases: { users: "While people are available", hours: "In operating hours", always: "Always" },
  basisHints: { users: "While at least one person of the rule is available; without a rule, anybody of the inbox; with the contact's owner as the rule, that owner.", hours: "In the hours of a schedule, with its holidays, and while somebody is available.", always: "Day and night, whoever is available." },
  schedule: "Schedule", noSchedule: "There is no schedule yet.", makeSchedule: "Make a schedule", inAnotherTab: "It opens in another tab; the list here follows.",
  replyTime: "Usual time to an answer", replyTimes: { none: "Say nothing of it", minutes: "A few minutes", hours: "A few hours", day: "A day", measured: "As it was measured lately" },
  away: "Nobody is available", aways: { message: "Say a text", reply_time: "Say only the usual time", ask_email: "Ask for an e-mail address", hide: "Hide the chat" },
  offline: "Outside the hours", offlines: { return_time: "Say when you are back", message: "Say a text", hide: "Hide the chat" },
  capacity: "Everybody has as many conversations as they take", capacities: { message: "Ask to wait", hide: "Hide the chat", nothing: "Do nothing of its own" }, text: "Text", textHint: "Empty: a text of ours, in the visitor's language.",
  preview: "As visitors see it", device: "Device", devices: { desktop: "Desktop", tablet: "Tablet", phone: "Phone" }, state: "State", states: { available: "Available", away: "Away", offline: "Outside the hours", capacity: "Everybody busy" },
  shownPage: "Page", shownPages: { open: "Chat open", opened: "Just opened" }, consent: "Consent", consents: { yes: "Given", no: "Not yet given" },
  hiddenThen: "The chat is hidden then: visitors see nothing of it.",
  mailHint: "Answers to visitors who left, and copies of conversations, are mailed like this.",
  code: "Tracking code", codeLater: "The chat shows once the channel is connected.", codeHint: "Put this line into your site, just before </body>. It loads nothing else until somebody wants to chat.", how: "How to put it in", platforms,
  policy: "Content security policy", policyHint: "If your site sends such a policy, add these sources to it. It needs no style-src.",
  byMail: "Mail it to whoever looks after the site", developer: "Their e-mail address", developerHint: "They get the code and how it is put in, once. The address is not kept.", mailIt: "Send", mailed: "It is on its way.",
  privacy: "Privacy", bot: "Bot", places: "Where it runs", origins: "Sites that may use it", originsHint: "One on each line, as addresses begin there, with https and without a path; empty: any site.", pages: "Pages", everyPage: "It shows on every page.", pagesHint: "The first line that fits counts; a page that none fits shows it. * stands for anything.",
  pageRule: (n: number) => `What line ${n} does`, pattern: (n: number) => `Path of line ${n}`, show: "Show on", hide: "Hide on", addRule: "Add a line", removeRule: (n: number) => `Remove line ${n}`,
  identity: "Who visitors are", identityHint: "Your site can say who is signed in there: its server signs a token with a secret that only it and this installation know. Their conversations then follow them to any device.", required: "Only visitors who are named in this way may chat",
  noSecret: "There is no secret yet.", secretThere: "There is a secret. It cannot be shown again.", makeSecret: "Make a secret", rotate: "Make another", sureRotate: "Make another secret? Tokens signed with the old one are refused from then on.",
  secret: "Secret", secretOnce: "Copy it now to your server: it is shown only this once. Never put it into a page.", exampleIn: (language: string) => `Example in ${language}`,
  connected: "Connected. The chat is there as soon as its code is in your site.",
};
