/** Cut the text of a stream, however it comes, into what it tells of: kinds of news and their data. */
export function frames(): (text: string) => [kind: string, data: string][] {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    return [...blocks.join("\n\n").matchAll(/^event: (.*)\ndata: (.*)/gm)].map(([, kind, data]) => [kind!, data!]);
  };
}
