const BROWSERS: readonly [RegExp, string][] = [[/\bEdg\//, "Edge"], [/\bOPR\//, "Opera"], [/\bFirefox\//, "Firefox"], [/\bChrome\//, "Chrome"], [/\bSafari\//, "Safari"], [/\bcurl\//, "curl"]];
const SYSTEMS: readonly [RegExp, string][] = [[/iPhone|iPad/, "iOS"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]];

/** What a browser says it is, in two words; what it says itself where that is nothing known. */
export function device(agent: string): string {
  const of = (table: readonly [RegExp, string][]) => table.find(([sign]) => sign.test(agent))?.[1];
  return [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(", ") || agent.slice(0, 60) || "?";
}
