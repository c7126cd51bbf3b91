import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, useRefusal } from "../channels/refusing.tsx";
import { cameBack } from "./cameback.ts";
import { ended, openWindow } from "./login.ts";
import { WORDS } from "./words.ts";

/** How logging in for a channel last ended, in a window of its own or on this page; empty where it was not tried. */
export function endOf({ channel_id: id }: Channel): string {
  // a window that could not be told which login it is for names no channel
  const told = ended.value;
  return told && (told.channel_id === id || told.channel_id === "") ? told.outcome : (cameBack()?.outcome ?? "");
}

/** Logs in at Facebook in a window of its own; where the browser blocks that, it says so and offers this page instead (MSG-03). `due` is whether it is what comes next. */
export function Login({ channel, due, ok }: { channel: Channel; due: boolean; ok: string }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const [way, take] = useState<"" | "waiting" | "blocked">("");
  const outcome = endOf(channel);
  const ask = (popup: boolean) => call<{ url: string }>("POST", `/channels/${channel.channel_id}/messenger/login`, { key: crypto.randomUUID(), body: { popup } });
  const inWindow = async () => {
    ended.value = null;
    // asked for first: a browser allows a window only right after the click
    const opened = openWindow();
    take(opened ? "waiting" : "blocked");
    if (opened && !(await doing(async () => { opened.location.replace((await ask(true)).url); }))) {
      opened.close();
      take("");
    }
  };
  const here = () => doing(async () => { location.assign((await ask(false)).url); });
  const waits = way === "waiting" && !outcome;
  return (
    <>
      {waits && <p role="status">{words.waiting}</p>}
      {way === "blocked" && <p class="refused" role="alert">{words.blocked}</p>}
      {outcome && !refusal && (outcome === "ok" ? <p class="good" role="status">{ok}</p> : <p class="refused" role="alert">{words.outcomes[outcome] ?? words.outcomes["provider_refused"]}</p>)}
      <Elsewhere refusal={refusal} fields={[]} />
      <p class="line-of">
        {waits ? <button type="button" onClick={() => take("")}>{words.stop}</button>
          : <button type="button" class={due ? "main" : ""} disabled={busy} onClick={() => void inWindow()}>{due ? words.login : words.again}</button>}
        {way === "blocked" && <button type="button" disabled={busy} onClick={() => void here()}>{words.here}</button>}
      </p>
    </>
  );
}
