import { List } from "../inbox/List.tsx";
import { Narrow } from "../inbox/Narrow.tsx";
import { Rail } from "../inbox/Rail.tsx";
import { Side } from "../inbox/Side.tsx";
import { Thread } from "../inbox/Thread.tsx";
import { t } from "../i18n/words.ts";
import { state } from "../live/stream.ts";
import { Later } from "../parts/Later.tsx";
import { Notice } from "../parts/Notice.tsx";
import { condition } from "./condition.ts";
import { helpOpen } from "./keys.ts";
import { narrow } from "./looks.ts";
import { overlay } from "./overlay.ts";
import { Page } from "./Page.tsx";
import { channels, hasLine } from "./people.ts";
import { route } from "./route.ts";

const loadCalls = () => import("../calling/Bar.tsx");
const loadHelp = () => import("./Help.tsx");
const loadLost = () => import("../mailboxes/Lost.tsx");

/** What is wrong with the installation, and the way out (RL-09). */
function Condition() {
  const status = condition.value;
  const worst = status?.state === "ok" ? undefined : status?.notices.find((notice) => notice.level === status.state);
  return worst ? <p class="lost" role="alert">{t().conditions[worst.code] ?? <><strong>{worst.text}</strong> {worst.advice}</>}</p> : null;
}

/** The whole page: views, list, conversation, details. */
export function App() {
  const { page } = route.value;
  const Over = overlay.value;
  return (
    <>
      <a class="skip" href="#list">{t().skip}</a>
      {state.value === "lost" && <p class="lost" role="alert">{t().live.lost}</p>}
      <Condition />
      {[...channels.value.values()].some((one) => one.cause.endsWith("_lost")) && <Later load={loadLost} with={{}} />}
      {hasLine() && <Later load={loadCalls} with={{}} />}
      <div class={layout()}>
        {narrow.value ? <Narrow /> : <Rail />}
        {page === "inbox" ? <><main class="work"><h1 class="hidden">Postroom</h1><List /><Thread /></main><Side /></> : <Page key={page} name={page} />}
      </div>
      <Notice />
      {helpOpen.value && <Later load={loadHelp} with={{}} />}
      {Over && <Over />}
    </>
  );
}

function layout(): string {
  const { page, conversation } = route.value;
  if (page !== "inbox") return "desk paged";
  return conversation === null ? "desk" : "desk reading";
}
