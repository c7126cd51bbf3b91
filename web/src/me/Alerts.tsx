import { choices, choose } from "../alerts/alerts.ts";
import { KINDS } from "../alerts/kinds.ts";
import { tell } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

/** What I am told of while I look elsewhere, and how. */
export function Alerts() {
  const words = spoken(WORDS);
  return (
    <section><h2>{words.alerts}</h2>
      <p><small>{words.alertsHint}</small></p>
      <table>
        <thead><tr><td /><th scope="col">{words.desktop}</th><th scope="col">{words.sound}</th></tr></thead>
        <tbody>{KINDS.map((kind) => (
          <tr key={kind}><th scope="row">{words.kinds[kind]}</th>
            {(["desktop", "sound"] as const).map((way) => (
              <td key={way}><input type="checkbox" aria-label={`${words.kinds[kind]}: ${words[way]}`} checked={choices.value[kind][way]} onChange={async (event) => {
                const box = event.currentTarget;
                if (await choose(kind, way, box.checked)) return;
                box.checked = false;
                tell(words.denied, { bad: true });
              }} /></td>
            ))}</tr>
        ))}</tbody>
      </table></section>
  );
}
