import "../api/types.ts";

/** What the API tells of WhatsApp, until its types are made. */
declare module "../api/types.ts" {
  interface NumberChannel {
    waba_id: string;
    phone_number_id: string;
    display_number: string;
    verified_name: string;
    verification: "" | "requested" | "verified";
    registered: boolean;
    keywords: { opt_in: string[]; opt_out: string[]; opt_in_reply: string; opt_out_reply: string };
  }
  interface Channel { whatsapp: NumberChannel | null }
  interface Thread { opted_out: boolean }
  interface Way { template_only: boolean }
  interface Message { template: string }
}
