import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type InlineConfig } from "vite";

/**
 * Make the widget in the folder named: `loader.js`, into which the server writes a channel's configuration, `panel-*.js` and
 * `words-*.json` with names that change with their content, and `manifest.json`, which says what they are called.
 */
const root = import.meta.dirname;
const into = join(process.argv[2]!, "widget");
/** Browsers of May 2024 and later. */
const TARGET = ["chrome124", "edge124", "firefox125", "safari17.5"];
/** Names that only the panel's own parts know, none of which any browser, answer or kept record has. */
const OWN = /^(again|agree|attention|back|bring|brought|catchUp|choose|connected|details|earlier|element|empty|field|file|follow|gated|given|glance|lines|listen|loading|messages|online|part|passing|pending|post|progress|put|resume|said|save|session|settle|show|start|take|terms|transcript|typed|typing|visible|wait|wake|withdraw)$/;
/** Words that the launcher says, of which the panel needs one, too. */
const NEAR = ["direction", "open", "close", "unread", "dismiss"];

const shared: InlineConfig = { configFile: false, root, publicDir: false, logLevel: "warn" };

async function made(entry: string, format: "iife" | "es"): Promise<string> {
  const built = await build({
    ...shared,
    build: {
      write: false, target: TARGET, cssTarget: TARGET, modulePreload: false,
      rolldownOptions: { input: join(root, entry), preserveEntrySignatures: "strict", output: { format, codeSplitting: false, minify: { mangleProps: { include: OWN } } } },
    },
  });
  const [{ output }] = [built].flat() as { output: { type: string; code?: string }[] }[] as [{ output: { type: string; code?: string }[] }];
  return output.find((one) => one.type === "chunk")!.code!;
}

/** Write a file under a name of its content; returns its address. */
function named(name: string, end: string, text: string): string {
  const file = `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 10)}.${end}`;
  writeFileSync(join(into, file), text);
  return `/app/widget/${file}`;
}

mkdirSync(into, { recursive: true });
writeFileSync(join(into, "loader.js"), await made("loader.ts", "iife"));
const panel = named("panel", "js", await made("panel.ts", "es"));
const words = Object.fromEntries(readdirSync(join(root, "words")).sort().map((file) => {
  const all = JSON.parse(readFileSync(join(root, "words", file), "utf8")) as Record<string, string>;
  const language = file.replace(".json", "");
  const near = Object.fromEntries(NEAR.map((one) => [one, all[one]]));
  const others = Object.fromEntries(Object.entries(all).filter(([one]) => one === "close" || !NEAR.includes(one)));
  return [language, { url: named(`words-${language}`, "json", JSON.stringify(others)), ...near }];
}));
writeFileSync(join(into, "manifest.json"), JSON.stringify({ panel, words }));
