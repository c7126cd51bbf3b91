import { useEffect, useState } from "preact/hooks";
import { call, get, renewed } from "../api/client.ts";
import type { Begun, Confirmed, RecoveryCodes, SecondFactor as Shape } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

type Step = { doing: "nothing" | "begin" | "fresh" | "disable" } | { doing: "confirm"; begun: Begun } | { doing: "shown"; codes: string[] };

/** The code of an app beside the password: set up, recovery codes made anew, taken away (RFC 6238). */
export function SecondFactor() {
  const words = spoken(WORDS);
  const [now, setNow] = useState<Shape | null>(null);
  const [step, setStep] = useState<Step>({ doing: "nothing" });
  const [refused, setRefused] = useState("");
  const read = () => void get<Shape>("/second-factor").then(setNow).catch(() => undefined);
  useEffect(read, []);
  const to = (next: Step) => { setRefused(""); setStep(next); };
  const send = async (form: HTMLFormElement) => {
    const said = new FormData(form);
    const code = String(said.get("code") ?? "").trim();
    const body = { current_password: String(said.get("present") ?? "") || null };
    setRefused("");
    try {
      if (step.doing === "begin") return to({ doing: "confirm", begun: await call<Begun>("POST", "/second-factor", { body }) });
      if (step.doing === "confirm") {
        const done = await call<Confirmed>("POST", "/second-factor/confirm", { body: { code } });
        renewed(done.csrf);
        to({ doing: "shown", codes: done.recovery_codes });
      } else if (step.doing === "fresh") to({ doing: "shown", codes: (await call<RecoveryCodes>("POST", "/second-factor/recovery-codes", { body: { ...body, code } })).recovery_codes });
      else {
        await call("POST", "/second-factor/disable", { body: { ...body, code } });
        to({ doing: "nothing" });
      }
      read();
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  if (!now) return null;
  return (
    <section><h2>{words.factor}</h2>
      <p>{now.enabled ? words.factorOn : words.factorOff} {now.enabled && <small>{words.left(now.recovery_codes_left)}</small>}</p>
      {step.doing === "nothing" && <p class="row-of">
        {!now.enabled && <button type="button" onClick={() => to({ doing: "begin" })}>{words.begin}</button>}
        {now.enabled && <button type="button" onClick={() => to({ doing: "fresh" })}>{words.fresh}</button>}
        {now.enabled && !now.required && <button type="button" onClick={() => to({ doing: "disable" })}>{words.takeAway}</button>}</p>}
      {step.doing === "shown" && <><p>{words.codes}</p><ul class="codes">{step.codes.map((one) => <li key={one}><code>{one}</code></li>)}</ul><p><button type="button" onClick={() => to({ doing: "nothing" })}>{words.done}</button></p></>}
      {step.doing !== "nothing" && step.doing !== "shown" && (
        <form key={step.doing} onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
          {step.doing === "confirm"
            ? <><p>{words.scan}</p><img class="qr" alt={step.begun.secret} src={`data:image/svg+xml,${encodeURIComponent(step.begun.qr)}`} /><p><code>{step.begun.secret}</code></p></>
            : <label>{words.present}<input type="password" name="present" required autocomplete="current-password" /></label>}
          {step.doing !== "begin" && <label>{words.code}<input name="code" required maxLength={40} inputMode={step.doing === "confirm" ? "numeric" : "text"} autocomplete="one-time-code" /></label>}
          {refused && <p class="state bad" role="alert">{refused}</p>}
          <p class="row-of"><button type="submit" class="main">{words.confirm}</button><button type="button" onClick={() => to({ doing: "nothing" })}>{words.cancel}</button></p>
        </form>
      )}
    </section>
  );
}
