import type { Channel, NumberChannel } from "../../api/types.ts";

/** The words by which people opt in and out, and what they are told then. */
export interface Keywords {
  opt_in: string[];
  opt_out: string[];
  opt_in_reply: string;
  opt_out_reply: string;
}

const NONE: NumberChannel = {
  waba_id: "", phone_number_id: "", display_number: "", verified_name: "", verification: "", registered: false,
  keywords: { opt_in: [], opt_out: [], opt_in_reply: "", opt_out_reply: "" },
};

/** What a channel's number is; its ids are empty until one is chosen. */
export const numberOf = (channel: Channel): NumberChannel => channel.whatsapp ?? NONE;

/** Its keywords and only those, in one order. */
export function keywordsOf(channel: Channel): Keywords {
  const { opt_in, opt_out, opt_in_reply = "", opt_out_reply = "" } = numberOf(channel).keywords;
  return { opt_in, opt_out, opt_in_reply, opt_out_reply };
}

/** Words as they are typed, one a line. */
export const wordsIn = (text: string): string[] => text.split("\n").map((one) => one.trim()).filter(Boolean);
