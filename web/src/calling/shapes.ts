export {};
declare module "../api/types.ts" {
  interface Message { call: Call | null }
  interface User { has_phone: boolean }
  interface MyPhone { phone: string }
  interface Call { call_id: string; conversation_id: string; contact_id: string; channel_id: string; direction: "inbound" | "outbound"; state: "ringing" | "answered" | "ended"; outcome: string; number: string; side: string; agent_id: string | null; rung: string[]; began_at: string; answered_at: string | null; ended_at: string | null; seconds: number | null; code: string; recording: { seconds: number; kind: string } | null; consent: string; dropped: boolean; transcript: { text: string } | null; transcript_state: string }
}
