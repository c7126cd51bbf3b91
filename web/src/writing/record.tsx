import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { may } from "../app/people.ts";
import { write, writtenAt } from "../inbox/written.ts";

export type Page = "contact" | "ticket";

/** The page that a mail is written from, and to whom. */
export interface From {
  page: Page;
  id: string;
  to: string;
}

/** Where what is written from a page is kept: in this window, apart from the draft of the inbox. */
export const placeOf = ({ page, id }: From): string => `new ${page} ${id}`;

/** What the server is told of the page. */
export const toldOf = ({ page, id }: From) => ({ written_from: page, ticket_id: page === "ticket" && may("ticket_write") ? id : null });

/** Write a mail from a page; what was begun there and not sent is there again. */
export const writeFrom = (from: From) => attempt(async () => {
  const { NewMail } = await import("./NewMail.tsx");
  const place = placeOf(from);
  if (writtenAt(place).to.length === 0) write(place, { to: [from.to] });
  overlay.value = () => <NewMail from={from} />;
});
