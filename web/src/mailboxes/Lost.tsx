import { channels, may } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { linkTo } from "../settings/opened.ts";
import { WORDS } from "./words.ts";

/** Says which mailboxes cannot be read, above everything, and leads to where that is mended (EML-03). */
export default function Lost() {
  const words = spoken(WORDS);
  const lost = [...channels.value.values()].filter((one) => one.cause === "authorisation_lost" && one.state !== "disconnected");
  const edits = may("account_access") && may("inbox_edit");
  return (
    <>
      {lost.map((one) => (
        <p key={one.channel_id} class="lost" role="alert">
          <strong>{words.lost(one.address)}</strong>{" "}
          {edits ? <a {...linkTo("channels", one.channel_id)}>{words.again}</a> : words.ask}
        </p>
      ))}
    </>
  );
}
