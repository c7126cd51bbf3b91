export interface Piece {
  text: string;
  href?: string;
}

/** Addresses of the web and of mail; closing signs stay outside. */
const LINK = /(\b(?:https?:\/\/|mailto:)[^\s<>"']*[^\s<>"'.,;:!?)\]}])/i;

/** Cut a text into words and links, which are every other piece. */
export function pieces(text: string): Piece[] {
  return text.split(LINK).map((words, at) => (at % 2 && URL.canParse(words) ? { text: words, href: words } : { text: words }));
}
