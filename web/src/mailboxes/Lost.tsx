import { channels, doorName, may } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { linkTo } from "../settings/opened.ts";
import { WORDS } from "./words.ts";

/** Says which mailboxes and pages are closed to us, above everything, and leads to where that is mended (EML-03, MSG-03). */
export default function Lost() {
  const words = spoken(WORDS);
  const lost = [...channels.value.values()].filter((one) => one.cause.endsWith("_lost") && one.state !== "disconnected");
  const edits = may("account_access") && may("inbox_edit");
  return (
    <>
      {lost.map((one) => (
        <p key={one.channel_id} class="lost" role="alert">
          <strong>{one.kind === "calling" ? words.line(doorName(one)) : one.kind === "messenger" || one.kind === "whatsapp" ? words.page(doorName(one), one.kind === "messenger" ? "Facebook" : "Meta") : words.lost(one.address)}</strong>{" "}
          {edits ? <a {...linkTo("channels", one.channel_id)}>{words.again}</a> : words.ask}
        </p>
      ))}
    </>
  );
}
