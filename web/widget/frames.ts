/** Cut the text of a stream, however it comes, into what it tells of: kinds of news and their data. */
export function frames(): (text: string) => [kind: string, data: string][] {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    return blocks.flatMap((block) => {
      const field = (name: string) => RegExp(`^${name}: (.*)`, "m").exec(block)?.[1] ?? "";
      return field("event") ? [[field("event"), field("data")]] : [];
    });
  };
}
