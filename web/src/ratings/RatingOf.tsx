import type { RatingOfConversation } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { spoken } from "../i18n/words.ts";
import { useRead } from "../settings/reading.ts";
import { WORDS } from "./words.ts";

/** What the customer of a conversation said of it, if they were asked (CNV-10). */
export function RatingOf({ conversation }: { conversation: string }) {
  const words = spoken(WORDS);
  const rating = useRead<RatingOfConversation>(`/conversations/${conversation}/rating`, /^csat\./).found?.rating;
  if (!rating) return null;
  const waits = rating.mail === "refused" ? words.refused : rating.mail ? words[rating.mail === "shown" ? "shown" : "asked"](full(rating.asked_at)) : words.unsent;
  return (
    <section class="rating"><h3>{words.title}</h3>
      {rating.score ? <p><strong>{words.score(rating.score)}</strong> <small>{rating.rated_at && words.rated(full(rating.rated_at))}</small></p> : <p><small>{waits}</small></p>}
      {rating.comment && <blockquote>{rating.comment}</blockquote>}</section>
  );
}
