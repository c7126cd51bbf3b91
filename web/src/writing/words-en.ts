/** The words of writing, in English. */
export const writing = {
  bar: "Formatting", bold: "Bold (Ctrl+B)", italic: "Italic (Ctrl+I)", struck: "Struck out", code: "Code", link: "Link (Ctrl+K)", quote: "Quote", bullets: "List", numbers: "Numbered list", heading: "Heading",
  plain: "Plain text", plainHint: "Send as typed, without formatting", preview: "Preview", write: "Write", previewing: "Making the preview", nothing: "Nothing written yet",
  attach: "Attach files", drop: "Drop files to attach them", remove: (name: string) => `Remove ${name}`, cancel: (name: string) => `Cancel ${name}`, files: "Attached files", uploading: (name: string, percent: number) => `${name}: ${percent} %`,
  waiting: "Files are still being uploaded.", left: (n: number) => `${n} characters left`, over: (n: number) => `${n} characters too many. Attach a file instead.`,
  tooMany: (n: number) => `A message here has at most ${n} files.`, tooBig: (size: string) => `The files of a message here have at most ${size} together.`,
  holds: (size: string, files: number) => `Up to ${files} files, ${size} together`, tooManyPeople: (n: number) => `A message here has at most ${n} recipients.`,
  to: "To", cc: "Cc", bcc: "Bcc", recipients: "Recipients", change: "Change recipients", copies: "Cc / Bcc", all: (n: number) => `Reply to all (+${n})`, wrong: "Not an address. Write it as name@example.org.",
  newMail: "New mail", from: "From", subject: "Subject", text: "Text", send: "Send", close: "Close", sent: "Sent", noChannel: "No channel can send now.", discard: "Discard",
};
