import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { frames } from "../widget/frames.ts";
import { three, told } from "../widget/header.ts";
import { keeping } from "../widget/kept.ts";
import { chosen } from "../widget/language.ts";
import { pieces } from "../widget/links.ts";
import { matches, shownAt } from "../widget/pages.ts";
import { saying, type Words } from "../widget/say.ts";
import { pause, thread } from "../widget/thread.ts";
import { back, clock, size } from "../widget/times.ts";
import { passing } from "../widget/transport.ts";
import type { Message, State } from "../widget/types.ts";

const WORDS = new URL("../widget/words/", import.meta.url);
const words = (file: string) => JSON.parse(readFileSync(new URL(file, WORDS), "utf8")) as Words;
const message = (given: Partial<Message>): Message => ({
  id: "m", client_id: null, from: "agent", name: "Ann", picture_url: null, text: "", choices: [], files: [], at: "2026-11-23T10:00:00Z", position: 1, state: "sent", ...given,
});
const STATE: State = { state: "available", launcher: true, message: null, ask_email: false, reply_time: null, returns_at: null };

test("every language has the same words, with the same places to fill in", () => {
  const shape = (all: Words) => Object.entries(all).sort().map(([name, text]) => `${name} ${text.split("{}").length}`);
  for (const file of readdirSync(WORDS)) assert.deepEqual(shape(words(file)), shape(words("en.json")), file);
});

test("only addresses of the web and of mail become links, without the signs around them", () => {
  assert.deepEqual(pieces("See (https://a.example/b?c=1), or mailto:a@b.example!"), [
    { text: "See (" }, { text: "https://a.example/b?c=1", href: "https://a.example/b?c=1" }, { text: "), or " },
    { text: "mailto:a@b.example", href: "mailto:a@b.example" }, { text: "!" },
  ]);
  for (const harmless of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "no link", ""]) {
    assert.ok(pieces(harmless).every((one) => one.href === undefined), harmless);
    assert.equal(pieces(harmless).map((one) => one.text).join(""), harmless);
  }
});

test("the first rule that fits says whether a page shows it", () => {
  const at = (path: string) => new URL(`https://www.shop.example${path}`);
  assert.ok(matches("/checkout/*", at("/checkout/1?x=2")));
  assert.ok(!matches("/checkout", at("/checkout/1")));
  assert.ok(matches("*.shop.example/a.b", at("/a.b")));
  assert.ok(!matches("*.shop.example/a.b", at("/axb")));
  assert.ok(shownAt([], at("/")));
  assert.ok(!shownAt([{ rule: "show", pattern: "/shop/*" }, { rule: "hide", pattern: "*" }], at("/about")));
  assert.ok(shownAt([{ rule: "show", pattern: "/shop/*" }, { rule: "hide", pattern: "*" }], at("/shop/1")));
});

test("the language is the first wish there are words for", () => {
  assert.equal(chosen({ en: 1, pl: 1 }, [undefined, "auto", "pl-PL", "en"]), "pl");
  assert.equal(chosen({ en: 1 }, ["fr", undefined]), "en");
});

test("a message is there once and keeps its place, however often it comes", () => {
  const talk = thread();
  const own = message({ id: "a", client_id: "c", from: "visitor", position: 1, state: "received" });
  assert.deepEqual(talk.take([own], 1), []);
  const answer = message({ id: "b", position: 2 });
  assert.deepEqual(talk.take([answer], 2), [answer]);
  assert.deepEqual(talk.take([{ ...answer, position: 9, state: "seen" }, own], 9), []);
  assert.deepEqual(talk.messages().map((one) => [one.id, one.position]), [["a", 1], ["b", 2]]);
  assert.equal(talk.position, 9);
  assert.equal(talk.unread(1), 1);
  assert.equal(talk.unread(2), 0);
  const pending = (client_id: string) => ({ said: { client_id, text: "x", at: own.at }, progress: "waiting" as const, brought: [], part: 0 });
  assert.deepEqual(talk.lines([pending("c"), pending("d")]).map((one) => [one.key, one.progress]), [["c", "delivered"], ["b", ""], ["d", "waiting"]]);
});

test("pauses grow to half a minute and are never all the same", () => {
  assert.deepEqual([0, 1, 3, 6, 50].map((tries) => pause(tries, 1)), [500, 1_000, 4_000, 30_000, 30_000]);
  assert.equal(pause(50, 0), 15_000);
});

test("what was refused for now is sent again, what is wrong is not", () => {
  const all = [0, 408, 429, 500, 503, 400, 403, 413, 422];
  assert.deepEqual(all.filter((status) => passing({ status, wait: 0 })), [0, 408, 429, 500, 503]);
});

test("a stream says the same however it is cut", () => {
  const stream = ': here\n\nid: 7\nevent: news\ndata: {}\n\nevent: typing\ndata: {"name": "Ann"}\n\nevent: half';
  for (let cut = 0; cut <= stream.length; cut++) {
    const read = frames();
    assert.deepEqual([...read(stream.slice(0, cut)), ...read(stream.slice(cut))], [["news", "{}"], ["typing", '{"name": "Ann"}']]);
  }
});

test("when somebody is back is said in the visitor's zone and language", (context) => {
  const zone = process.env.TZ;
  context.after(() => { if (zone) process.env.TZ = zone; else delete process.env.TZ; });
  process.env.TZ = "UTC";
  const now = new Date("2026-11-23T22:30:00Z");
  assert.equal(back("2026-11-23T23:15:00Z", now, "en-GB"), "23:15");
  assert.match(back("2026-11-24T08:00:00Z", now, "en-GB"), /^tomorrow, 0?8:00$/);
  assert.match(back("2026-11-24T08:00:00Z", now, "pl"), /^jutro, 0?8:00$/);
  assert.match(back("2026-11-26T08:00:00Z", now, "en-GB"), /^Thursday.*\b0?8:00$/);
  assert.match(back("2027-01-04T08:00:00Z", now, "en-GB"), /^4 January.*\b0?8:00$/);
  process.env.TZ = "Europe/Warsaw";
  // there it is tomorrow already
  assert.equal(back("2026-11-24T08:00:00Z", new Date("2026-11-23T23:30:00Z"), "en-GB").replace(/^0/, ""), "9:00");
  // a night with an hour less is a night
  assert.match(back("2027-03-28T07:00:00Z", new Date("2027-03-27T22:00:00Z"), "en-GB"), /^tomorrow, 0?9:00$/);
});

test("hours and sizes are short", () => {
  const at = "2026-11-23T10:05:00Z";
  assert.match(clock(at, new Date("2026-12-01T10:05:00Z"), "en-GB"), /23 Nov/);
  assert.equal(size(400, "en"), "1 kB");
  assert.equal(size(1_260_000, "en"), "1.3 MB");
});

test("what an account wrote comes first, words of ours only where there is nothing", () => {
  const say = saying(words("en.json"));
  assert.deepEqual(told(STATE, say, "en"), ["We are here."]);
  assert.deepEqual(told({ ...STATE, reply_time: "hours" }, say, "en"), ["We usually answer within a few hours."]);
  assert.deepEqual(told({ ...STATE, state: "away", message: "Out." }, say, "en"), ["Out."]);
  assert.deepEqual(told({ ...STATE, state: "capacity" }, say, "en"), [words("en.json").capacity]);
});

test("of many people three are shown", () => {
  const all = [1, 2, 3, 4, 5, 6];
  assert.deepEqual(three(all, 0), [4, 5, 6]);
  const drawn = new Set(Array.from({ length: 1_000 }, (_, at) => three(all, at / 1_000).join()));
  // each of the twenty possible
  assert.equal(drawn.size, 20);
  // the same for as long as the page is there
  assert.deepEqual(three(all), three(all));
  assert.deepEqual(three([1, 2]), [1, 2]);
});

test("what may not be stored is remembered for the page", () => {
  const kept = keeping();
  kept.put({ token: "t" });
  kept.put({ seen: 3 });
  assert.deepEqual(kept.get(), { token: "t", seen: 3 });
  kept.clear();
  assert.deepEqual(kept.get(), {});
});
