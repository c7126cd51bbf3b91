import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Bot, BotTurns, Channel } from "../../api/types.ts";
import type { Config } from "../../../widget/types.ts";
import { useRead } from "../reading.ts";
import { factsIn, type Shown, speaks } from "./previewed.ts";

/** What a channel's bot says in a state before a visitor does, by the server's own rules; null where none speaks (CHT-08). */
export function useOpening({ channel_id }: Channel, shown: Shown): Config["opening"] {
  const path = `/channels/${channel_id}/bot`;
  const { found: bot } = useRead<Bot>(path, /^bot\./);
  const [said, put] = useState<Config["opening"]>(null);
  const flow = bot?.on ? bot.versions.at(-1)?.flow : undefined;
  const asked = flow && speaks(flow.when, shown) ? JSON.stringify({ flow, answers: [], ...factsIn(shown) }) : "";
  useEffect(() => {
    put(null);
    const gone = new AbortController();
    if (asked) {
      call<BotTurns>("POST", `${path}/trial`, { body: JSON.parse(asked), signal: gone.signal })
        .then(({ turns }) => put(turns?.[0]?.said ?? null), () => undefined);
    }
    return () => gone.abort();
  }, [path, asked]);
  return said;
}
