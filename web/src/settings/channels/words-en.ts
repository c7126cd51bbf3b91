const kinds = { email: "Team e-mail", form: "Form", chat: "Live chat", messenger: "Facebook Messenger", whatsapp: "WhatsApp Business", calling: "Calling" };
const kindHints = { email: "An address that the whole team reads and answers.", form: "What people send by a form on a page.", chat: "A widget on your site; visitors write, and the team answers live.", messenger: "What people write to your Facebook page.", whatsapp: "What people write to your number in WhatsApp.", calling: "Calls to your number at Twilio ring your own phones; missed ones are called back from here." };
const stages = { type: "Type", provider: "Provider", terms: "Terms", address: "Address", details: "E-mail details", routing: "Routing and tickets", finish: "Connect and finish" };
const providers: Record<string, string> = { gmail: "Gmail", office365: "Office 365", other: "Other mail account" };
const providerHints = {
  gmail: "You let us in at Google; nothing needs to be forwarded.", office365: "You let us in at Microsoft; nothing needs to be forwarded.",
  other: "Any mailbox, a Google Groups address or an alias: it forwards to an address that we issue.",
};
const notRegistered: Record<string, string> = {
  gmail: "Not offered here: this installation is not registered at Google. Choose the other mail account and forward the mailbox, or ask who runs this installation.",
  office365: "Not offered here: this installation is not registered at Microsoft. Choose the other mail account and forward the mailbox, or ask who runs this installation.",
};
const notHere: Record<string, string> = { messenger: "Not offered here: this installation is not registered at Meta. Whoever runs it sets POSTROOM_MESSENGER_APP_ID, POSTROOM_MESSENGER_APP_SECRET and POSTROOM_MESSENGER_VERIFY_TOKEN.", whatsapp: "Not offered here: this installation is not registered at Meta. Whoever runs it sets POSTROOM_WHATSAPP_APP_SECRET and POSTROOM_WHATSAPP_VERIFY_TOKEN." };
const tokens = { "agent.name": "Full name", "agent.first_name": "First name", "agent.last_name": "Last name" };
/** Beside these the server's own words are shown. */
const refusals: Record<string, string> = {};
const cameBack: Record<string, string> = {
  state: "That did not begin in this browser, or too long ago. Begin again.", scopes_missing: "A permission was left out there; all of them are needed. Let us in again with all.", declined: "You did not let us in there. Without that the mailbox cannot be connected in this way.",
  provider_refused: "The provider did not let us in. Try again; if that does not help, forward the mailbox instead.", provider_away: "The provider could not be reached. Try again in a moment.",
  already_taken: "This mailbox's address is in use in this account: it is a team address already, or somebody's personal one. Choose another mailbox, or free the address under Channels or Users.",
  admin_consent_required: "Only an administrator of your organisation can let us in there. Ask one to consent, then try again.", national_cloud_not_supported: "This mailbox is in a national cloud of Microsoft, which cannot be connected. Choose the other mail account and forward it.",
  other_mailbox: "That is another mailbox. Let us in as the mailbox this channel is connected to.", government_cloud_not_supported: "This mailbox is in a Microsoft cloud for governments, which cannot be connected. Choose the other mail account and forward it.",
};

export const en = {
  loading: "Loading", unknown: "There is no such channel for you.", none: "No channel is connected yet.", connectOne: "Connect a channel", unfinished: "Not finished yet", allChannels: "All channels", inInbox: (name: string) => `Inbox: ${name}`,
  steps: "Steps of connecting", stages, done: "done", back: "Back", forward: "Continue", leave: "Leave", save: "Save", saved: "Saved", change: "Change the address",
  connecting: (inbox: string) => `This channel is being connected to the inbox ${inbox}.`, kept: "Each step is kept at once: leave when you like, and go on later.",
  what: "What do you want to connect?", kinds, kindHints, notYet: "This version does not have it yet.", notHere, closed: "Your subscription does not include it.", toSubscription: "See what would open it", intoInbox: "Inbox", newInbox: "A new one …", inboxName: "Name of the new inbox",
  who: "Who hosts the mailbox?", providers, providerHints, notRegistered, noImap: "We never ask for a mailbox's password: connecting by IMAP or POP is not supported.",
  version: (version: string) => `Version ${version}.`, agree: "I accept these terms for my organisation", somebody: "somebody", accepted: (who: string, when: string, version: string) => `Version ${version} was accepted by ${who}, ${when}.`,
  address: "The address people write to", addressHint: "A team's address, such as help@example.com; nobody's personal one.", issue: "Use this address", toChannels: "Channels", toUsers: "Users",
  forwardTo: "Have the mailbox forward everything to this address:", copy: "Copy", copied: "Copied", marked: "It is marked: copy it with Ctrl+C.", how: "How to set that up",
  ways: [
    "In the settings of the mailbox look for forwarding, enter the address above, and let a copy stay in the mailbox if you like.",
    "If your provider mails a code or a link to confirm the forwarding, it comes in here as a conversation of this inbox.",
    "A Google Groups address: add the address above as a member of the group, with every message delivered.", "An alias: let it lead to the address above.",
    "Then write a mail to your own address from anywhere else.",
  ],
  waiting: (address: string) => `Waiting for the test mail: write one to ${address}. This line changes when it is here. You may go on meanwhile.`, verified: (when: string) => `A test mail came through, ${when}. Forwarding works.`,
  authorise: (who: string) => `Let us in at ${who}`, authoriseAgain: (who: string) => `Let us in at ${who} again`, authorised: (address: string, who: string) => `${who} lets us in as ${address}.`, authoriseHint: (who: string) => `You go to ${who}, choose the team's mailbox there, and come back here. It can be withdrawn there at any time.`, cameBack, shared: "A shared mailbox's address", sharedHint: "Empty: the own mailbox of whoever signs in there.",
  company: "Company's name", fromName: "Mail is from", agentAndCompany: (company: string) => `The agent at ${company || "…"}`, companyOnly: (company: string) => `${company || "…"} only`, mailboxName: "The mailbox's own name", namedByProvider: "Office 365 does not let us set the sender's name: mail leaves with the mailbox's own. It can be changed in the Microsoft 365 admin centre.",
  fromAddress: "Another sender's address", fromAddressHint: "Empty: the channel's own. Whoever sends mail for that domain must allow it.",
  signature: "Team signature", format: "Written as", formatted: "Formatted text", tokens, picture: "Picture", logo: "Logo", signatureText: "Signature", signatureHint: "Below mail that is sent from the inbox, once; empty: none. Pictures by an https address.",
  seen: "As the recipient sees it", from: "From:", noAddress: "the address is not set yet", noSignature: "No signature.", asText: "In plain text",
  rule: "Who gets new conversations", tickets: "Tickets of new conversations", yes: "Yes", no: "No",
  comesThrough: "Forwarding works: a test mail came through.", unverified: "No test mail came through yet. You can finish now; the channel works once the forwarding does.", connect: "Connect and finish", connected: "Connected. New mail comes into the inbox.",
  settings: "Settings of the channel", configuration: "Configuration", automation: "Automation",
  forwarded: "Mail that a colleague forwards here belongs to", toOriginal: "Whoever wrote it first", toForwarder: "Whoever forwarded it", forwardedTitle: "Forwarded mail",
  end: "Disconnect", endHint: "No more mail is taken in or sent, the address is free again, and the history stays in the inbox. To stop for a while, switch the channel off instead: then what comes in is kept and starts nothing.", ended: "Disconnected. Its history stays.", sure: (name: string) => `Disconnect ${name}? Its history stays, and its address is free again.`,
  endChat: "The chat disappears from the site and takes nothing any more; the history stays in the inbox. To stop for a while, switch the channel off instead.", sureChat: "Disconnect this chat? It disappears from the site for good; its history stays.",
  endPage: "Nothing that people write to the page is taken in any more, and it can be connected elsewhere; the history stays in the inbox. To stop for a while, switch the channel off instead: then what comes in is kept and starts nothing.", surePage: "Disconnect this page? Its history stays, and it can be connected elsewhere.",
  endNumber: "Nothing that people write to the number is taken in any more, and it can be connected elsewhere; the history stays in the inbox. To stop for a while, switch the channel off instead: then what comes in is kept and starts nothing.", sureNumber: "Disconnect this number? Its history stays, and it can be connected elsewhere.",
  endLine: "Calls to the number ring here no more, and it can be connected elsewhere; the history and its recordings stay in the inbox. To stop for a while, switch the channel off instead.", sureLine: "Disconnect this number? Its history stays, and it can be connected elsewhere.",
  refusals,
};
