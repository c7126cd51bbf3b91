import { List } from "../inbox/List.tsx";
import { Rail } from "../inbox/Rail.tsx";
import { Side } from "../inbox/Side.tsx";
import { Thread } from "../inbox/Thread.tsx";
import { t } from "../i18n/words.ts";
import { state } from "../live/stream.ts";
import { Notice } from "../parts/Notice.tsx";
import { Help } from "./Help.tsx";
import { route } from "./route.ts";

/** The whole page: views, list, conversation, details. */
export function App() {
  return (
    <>
      <a class="skip" href="#list">{t().skip}</a>
      {state.value === "lost" && <p class="lost" role="alert">{t().live.lost}</p>}
      <div class={route.value.conversation === null ? "desk" : "desk reading"}>
        <Rail />
        <main class="work"><h1 class="hidden">Postroom</h1><List /><Thread /></main>
        <Side />
      </div>
      <Notice />
      <Help />
    </>
  );
}
