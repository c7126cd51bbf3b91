/** One event as the stream tells of it: ids only; what changed is read with its position. */
export interface Frame {
  kind: string;
  position: number;
  ids: Record<string, string>;
}

/** Turn the text of a stream, however it is cut, into frames; `reached` is the position to resume after. */
export class Reader {
  reached: number;
  #rest = "";

  constructor(reached: number) {
    this.reached = reached;
  }

  read(text: string): Frame[] {
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => this.#frame(block) ?? []);
  }

  #frame(block: string): Frame | null {
    const fields = new Map(block.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }));
    const id = fields.get("id");
    if (id !== undefined) this.reached = Number(id);
    const kind = fields.get("event");
    const data = fields.get("data");
    return kind && data ? { kind, position: this.reached, ids: JSON.parse(data) as Record<string, string> } : null;
  }
}
