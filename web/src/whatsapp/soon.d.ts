import "../api/types.ts";

/** What the API tells of WhatsApp, until its types are made. */
declare module "../api/types.ts" {
  interface Thread { opted_out: boolean }
  interface Way { template_only: boolean }
  interface Message { template: string }
}
