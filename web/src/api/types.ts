// Made of the API's schemas by `./dev types`; a test compares them. Change the schemas, not this file.

export interface Account {
  account_id: string;
  name: string;
  created_on: string;
  time_zone: string;
  language: string;
  tickets_per_contact: number | null;
  reopen_days: number | null;
  subscriptions: Record<string, string>;
  data_privacy: boolean;
  branding: Record<string, unknown>;
  logo_id: string | null;
  relay: Relay | null;
  forwards_by: "users" | "anyone";
  owner_rules: Record<string, unknown>;
  version: number;
  position: number;
}

export interface AccountHours {
  holidays: Holiday[];
  screen_grace: number | null;
  version: number;
}

export interface AddMember {
  extra?: boolean;
}

export interface Address {
  address: string;
}

export interface AllCounters {
  items: Counters[];
  channels: ChannelCounter[];
  unread: Few;
  mentions: Few;
}

export interface ApplyMacro {
  macro_version: number;
  seen_version?: number | null;
  undo_seconds?: number;
}

export interface Assignee {
  user_id: string | null;
  team_id?: string | null;
}

export interface Attachment {
  number: number;
  filename: string;
  content_type: string;
  size: number;
  inline: boolean;
  summary: string;
}

export interface Attributed {
  address: string;
  name: string;
}

export interface Attribution {
  why: "forwarded_original" | "forwarder" | "from" | "reply_to" | "x_original_sender";
  reasons: string[];
  policy: string;
  form: string;
  client: string;
  forwarded_to: "original" | "forwarder";
  forwards_by: "users" | "anyone";
  by_user: boolean;
  authenticated: boolean | null;
  forwarder: Attributed | null;
  original: Attributed | null;
  correction: Correction | null;
}

export interface Begin {
  current_password?: string | null;
}

export interface BeginAtProvider {
  account: string;
}

export interface Begun {
  secret: string;
  uri: string;
  qr: string;
}

export interface Board {
  pipeline_id: string;
  columns: Column[];
}

export interface BoardSearch {
  limit?: number;
  cursor?: string | null;
  stage?: string | null;
  owner_id?: string | null;
  unowned?: boolean;
  priority?: "medium" | "low" | "high" | "urgent" | null;
  contact_id?: string | null;
  name?: string;
  text?: string;
  category?: string | null;
  source?: string | null;
  property_id?: string | null;
  property_value?: string | null;
  closed?: boolean | null;
  opened_from?: string | null;
  opened_to?: string | null;
}

export interface Bot {
  on: boolean;
  versions: BotVersion[];
  version: number;
}

export interface BotFlow {
  name: string;
  when: "always" | "available" | "unavailable";
  steps: BotStep[];
}

export interface BotOption {
  label: string;
  next?: string;
}

export interface BotSaid {
  step: string;
  text: string;
  choices: string[];
}

export interface BotStep {
  key: string;
  do: "say" | "choose" | "ask" | "branch" | "ticket" | "hand_over" | "end";
  text?: string;
  next?: string;
  options?: BotOption[];
  field?: string;
  about?: string;
  retry?: string;
}

export interface BotSwitch {
  on: boolean;
}

export interface BotTrial {
  flow: BotFlow;
  answers?: string[];
  available?: boolean;
  in_hours?: boolean;
}

export interface BotTurn {
  said: BotSaid[];
  understood: boolean | null;
  waits: string;
  outcome: "" | "handed_over" | "ended";
  tickets: string[];
}

export interface BotTurns {
  turns?: BotTurn[];
}

export interface BotVersion {
  bot_version: number;
  flow: BotFlow;
}

export interface Branding {
  name: string;
  accent: string;
  text: string;
}

export interface Bulk {
  conversation_ids: string[];
  do: "assign" | "close" | "reopen" | "snooze" | "wake" | "file" | "tag" | "untag" | "priority" | "move" | "merge" | "unmerge";
  inbox_id?: string | null;
  into_id?: string | null;
  user_id?: string | null;
  team_id?: string | null;
  until?: string | null;
  folder?: "" | "spam" | "trash" | "archive";
  tag?: string;
  priority?: "none" | "low" | "medium" | "high" | "urgent";
  undo?: boolean;
}

export interface BulkResult {
  conversation_id: string;
  done: boolean;
  code: string;
  detail: string;
}

export interface BulkResults {
  position: number;
  items: BulkResult[];
}

export interface Call {
  call_id: string;
  conversation_id: string;
  contact_id: string;
  channel_id: string;
  direction: "inbound" | "outbound";
  state: "ringing" | "answered" | "ended";
  outcome: "" | "completed" | "missed" | "busy" | "no_answer" | "failed" | "canceled" | "voicemail";
  side: "" | "agent" | "contact";
  number: string;
  agent_id: string | null;
  rung: string[];
  hanging_up: boolean;
  began_at: string;
  answered_at: string | null;
  ended_at: string | null;
  seconds: number | null;
  code: string;
  consent: "" | "agreed" | "refused";
  recording: CallRecording | null;
  dropped: boolean;
  transcript: Transcript | null;
  transcript_state: "none" | "waiting" | "done" | "failed";
}

export interface CallRecording {
  seconds: number;
  kind: "call" | "voicemail";
  content_type: string;
}

export interface Calls {
  items: Call[];
}

export interface Candidate {
  user_id: string;
  name: string;
  verdict: string;
  facts: Record<string, unknown>;
}

export interface CannedReply {
  reply_id: string;
  name: string;
  shortcut: string;
  text: string;
  scope: "everyone" | "inbox" | "team" | "own";
  scope_id: string | null;
  deleted: boolean;
  changed_at: string;
  version: number;
  position: number;
}

export interface CannedReplyList {
  items: CannedReply[];
}

export interface Category {
  category: string;
}

export interface Changed {
  id: string;
  position: number;
}

export interface ChangedConversationProperty {
  name: string;
  choices?: string[];
  archived?: boolean;
}

export interface ChangedTicketProperty {
  name: string;
  choices?: string[];
  archived?: boolean;
}

export interface Channel {
  channel_id: string;
  inbox_id: string;
  kind: string;
  state: "connected" | "connecting" | "paused" | "degraded" | "disconnected";
  next_step: string;
  cause: string;
  provider: string;
  terms: Record<string, unknown> | null;
  address: string;
  hosted_address: string;
  form_id: string | null;
  sender: Record<string, unknown> | null;
  signature: Record<string, unknown> | null;
  forwarded_to: "original" | "forwarder";
  rule: Record<string, unknown> | null;
  rule_state: RuleState | null;
  ticket_automation: Record<string, unknown> | null;
  chat: Chat | null;
  messenger: PageChannel | null;
  calling: LineChannel | null;
  whatsapp: NumberChannel | null;
  verified_at: string | null;
  last_inbound_at: string | null;
  started_at: string;
  limits: ChannelLimits;
  version: number;
  position: number;
}

export interface ChannelConsent {
  channel_id: string;
  mode: "explicit" | "implied" | "off";
  purpose: "conversation" | "recording";
  texts: Record<string, string>;
  hashes: Record<string, string>;
  text_version: number;
  offered: boolean;
  disclaimer: string;
  version: number;
}

export interface ChannelCounter {
  channel_id: string;
  open: number;
}

export interface ChannelLimits {
  text: number;
  recipients: number;
  files: number;
  files_bytes: number;
}

export interface ChannelList {
  items: Channel[];
}

export interface ChannelOffers {
  kinds: string[];
  providers: string[];
  relay: boolean;
}

export interface ChannelState {
  channel_id: string;
  inbox_id: string;
  state: "degraded" | "paused" | "connecting";
  cause: string;
}

export interface ChannelWithdrawalWords {
  words: Record<string, string[]>;
  replies: Record<string, string>;
  channel_id: string;
  version: number;
}

export interface Chat {
  key: string;
  script_url: string;
  look: ChatLook;
  greeting: ChatGreeting;
  hours: ChatHours;
  places: ChatPlaces;
  identity: ChatIdentity;
  contrast: ChatContrast;
}

export interface ChatCodeMail {
  to: string;
}

export interface ChatContrast {
  white: number;
  black: number;
  ink: string;
}

export interface ChatGreeting {
  heading: "people" | "owner";
  user_ids?: string[];
  team_ids?: string[];
  fallback?: "people" | "company";
  welcome?: string;
  prompt?: boolean;
}

export interface ChatHeading {
  kind: "people" | "owner" | "company";
  user_ids: string[];
}

export interface ChatHours {
  basis: "users" | "hours" | "always";
  schedule_id?: string | null;
  reply_time?: "none" | "minutes" | "hours" | "day" | "measured";
  away?: "message" | "reply_time" | "ask_email" | "hide";
  away_text?: string;
  offline?: "return_time" | "message" | "hide";
  offline_text?: string;
  capacity?: "message" | "hide" | "nothing";
  capacity_text?: string;
}

export interface ChatIdentity {
  required: boolean;
  secret_version: number;
}

export interface ChatIdentityWanted {
  required: boolean;
}

export interface ChatLook {
  colour_from: "branding" | "custom";
  colour?: string;
  font?: "system" | "serif" | "rounded" | "mono";
  side?: "right" | "left";
  language?: "auto" | "en" | "pl";
  title?: string;
}

export interface ChatPage {
  rule: "show" | "hide";
  pattern: string;
}

export interface ChatPlaces {
  origins?: string[];
  pages?: ChatPage[];
}

export interface ChatSecret {
  id: string;
  position: number;
  secret: string;
}

export interface ChatState {
  state: "available" | "away" | "offline" | "capacity";
  reasons: string[];
  launcher: boolean;
  message: string;
  ask_email: boolean;
  reply_time: string;
  returns_at: string | null;
  policy: string;
  heading: ChatHeading;
}

export interface ChosenForm {
  form_id: string;
}

export interface ChosenMessages {
  message_ids: string[];
  into_id?: string | null;
  confirmed?: boolean;
}

export interface ChosenNumber {
  number_sid: string;
}

export interface ChosenPage {
  page_id: string;
}

export interface ChosenWhatsAppNumber {
  phone_number_id: string;
}

export interface Code {
  code: string;
}

export interface CodeWanted {
  method: "sms" | "voice";
  language?: string;
}

export interface Column {
  stage: Stage;
  count: number;
  items: Ticket[];
  next: string | null;
}

export interface CombineMacro {
  name: string;
  actions: MacroAction[];
  scope?: "everyone" | "inbox" | "team" | "own";
  scope_id?: string | null;
}

export interface Confirm {
  code: string;
}

export interface Confirmed {
  recovery_codes: string[];
  csrf: string;
}

export interface Consent {
  consent_id: string;
  contact_id: string;
  name: string;
  channel_id: string;
  inbox_id: string;
  purpose: "conversation" | "recording" | "messages";
  state: "given" | "outdated" | "withdrawn";
  mode: "" | "explicit" | "implied" | "off";
  method: "" | "button" | "message" | "keyword" | "hand";
  text_version: number;
  text_hash: string;
  language: string;
  given_at: string | null;
  withdrawn_at: string | null;
  withdrawn_by: "" | "button" | "keyword" | "hand";
  changed_at: string;
  version: number;
  position: number;
}

export interface ConsentEvent {
  position: number;
  event: "given" | "withdrawn" | "withdrawal_undone";
  at: string;
  actor: string;
  sentence: string;
  mode: string;
  method: string;
  text: string;
  text_version: number | null;
  text_hash: string;
  language: string;
  message_id: string | null;
  ip: string;
  page_host: string;
  reason: string;
}

export interface ConsentOfContact {
  consent_id: string;
  contact_id: string;
  name: string;
  channel_id: string;
  inbox_id: string;
  purpose: "conversation" | "recording" | "messages";
  state: "given" | "outdated" | "withdrawn";
  mode: "" | "explicit" | "implied" | "off";
  method: "" | "button" | "message" | "keyword" | "hand";
  text_version: number;
  text_hash: string;
  language: string;
  given_at: string | null;
  withdrawn_at: string | null;
  withdrawn_by: "" | "button" | "keyword" | "hand";
  changed_at: string;
  version: number;
  position: number;
  events: ConsentEvent[];
}

export interface ConsentPage {
  items: Consent[];
  next: string | null;
}

export interface ConsentToBe {
  mode: "explicit" | "implied" | "off";
  purpose?: "conversation" | "recording";
  texts: Record<string, string>;
}

export interface ConsentVersion {
  channel_id: string;
  text_version: number;
  mode: "explicit" | "implied" | "off";
  purpose: "conversation" | "recording";
  texts: Record<string, string>;
  actor: string;
  at: string;
  position: number;
}

export interface ConsentVersionPage {
  items: ConsentVersion[];
  next: string | null;
}

export interface ConsentsOfContact {
  contact_id: string;
  items: ConsentOfContact[];
  disclaimer: string;
}

export interface Consumer {
  name: string;
  kind: "view" | "reactor";
  position: number;
  behind: number;
  seconds: number;
  at_work: boolean;
}

export interface Contact {
  contact_id: string;
  name: string;
  source: string;
  owner_id: string | null;
  merged_into: string | null;
  survivor_id: string;
  created_at: string;
  active_at: string;
  last_seen_at: string | null;
  conversation_count: number;
  message_count: number;
  ticket_count: number;
  erased_at: string | null;
  identities: Identity[];
  tracked: boolean;
  merged: MergedContact[];
  version: number;
  position: number;
}

export interface ContactFile {
  import_id: string;
  encoding: string;
  separator: string;
  columns: string[];
  fields: ("" | "name" | "first_name" | "last_name" | "email" | "phone" | "addresses")[];
  rows: SheetLine[];
  total: number;
}

export interface ContactImport {
  import_id: string;
  at: string;
  state: string;
  run: number;
  fields: ("" | "name" | "first_name" | "last_name" | "email" | "phone" | "addresses")[];
  known: string;
  owner_id: string | null;
  rehearse: boolean;
  total: number;
  done: number;
  created: number;
  updated: number;
  skipped: number;
  refused: number;
  refused_rows: RefusedRow[];
}

export interface ContactImports {
  items: ContactImport[];
}

export interface ContactName {
  name: string;
}

export interface ContactPage {
  items: Contact[];
  next: string | null;
}

export interface ContactSearch {
  text?: string;
  owner_id?: string | null;
  unowned?: boolean;
  kind?: "email" | "phone" | "page_scoped_id" | "whatsapp_id" | "cookie" | null;
  created_after?: string | null;
  created_before?: string | null;
  sort?: "active" | "created" | "name";
  limit?: number;
  cursor?: string | null;
}

export interface ContactTimeline {
  items: TimelineStep[];
  next: string | null;
}

export interface ConversationPriority {
  priority: "none" | "low" | "medium" | "high" | "urgent";
}

export interface ConversationPropertyDefinition {
  property_id: string;
  name: string;
  kind: "text" | "number" | "date" | "choice" | "checkbox";
  choices: string[];
  archived: boolean;
}

export interface ConversationPropertyDefinitionList {
  items: ConversationPropertyDefinition[];
}

export interface ConversationPropertyValue {
  value: string | null;
}

export interface ConversationRow {
  conversation_id: string;
  inbox_id: string;
  channel_id: string;
  kind: string;
  contact_id: string;
  survivor_id: string | null;
  contact_name: string | null;
  contact_address: string | null;
  subject: string | null;
  preview: string | null;
  last_call: string;
  status: "open" | "closed";
  shelf: "open" | "snoozed" | "closed" | "spam" | "trash" | "archive" | "merged";
  snoozed_until: string | null;
  priority: "none" | "low" | "medium" | "high" | "urgent";
  tags: string[];
  assignee_id: string | null;
  team_id: string | null;
  properties: Record<string, string>;
  due_at: string | null;
  due: "" | "ahead" | "soon" | "overdue";
  ticket_id: string | null;
  message_count: number;
  last_direction: string;
  active_at: string;
  waiting_since: string | null;
  unread: boolean;
  mention: number | null;
  mention_unseen: boolean;
  version: number;
  position: number;
}

export interface ConversationRowList {
  items: ConversationRow[];
}

export interface ConversationRowPage {
  items: ConversationRow[];
  next: string | null;
}

export interface ConversationsQuery {
  limit?: number;
  cursor?: string | null;
  base?: "open" | "mine" | "unassigned" | "mentions" | "snoozed" | "closed" | "spam" | "trash" | "archive";
  inbox_ids?: string[];
  channel_ids?: string[];
  assignee_ids?: string[];
  tags?: string[];
  priorities?: string[];
  kinds?: string[];
  waiting?: boolean;
  unread?: boolean;
  team_ids?: string[];
  dues?: string[];
  properties?: WantedProperty[];
  sort?: "newest" | "oldest" | "waiting" | "priority" | "due";
  as_of?: number;
  at?: string;
}

export interface CorrectAttribution {
  message_id: string;
  to: "original" | "forwarder" | "person";
  email?: string;
  name?: string;
}

export interface Correction {
  at: string;
  actor: string;
  why: "forwarded_original" | "forwarder" | "person";
  to_contact_id: string;
  to_id: string;
}

export interface Counters {
  inbox_id: string;
  open: number;
  mine: number;
  unassigned: number;
  snoozed: number;
  closed: number;
  spam: number;
  trash: number;
  archive: number;
}

export interface Decision {
  position: number;
  kind: "assignment" | "ticket_skipped";
  conversation_id: string;
  inbox_id: string;
  channel_id: string;
  outcome: string;
  source: string;
  assignee_id: string | null;
  previous_id: string | null;
  team_id: string | null;
  trigger: string;
  notice: "" | "due" | "sent" | "refused";
  policy: string;
  rule_version: number | null;
  strategy: string;
  available_only: boolean | null;
  reasons: string[];
  sentence: string;
  considered: Candidate[];
  facts_position: number | null;
  advice: string;
  actor: string;
  at: string;
  correlation_id: string;
}

export interface DecisionPage {
  items: Decision[];
  next: string | null;
}

export interface DefaultPipelineChoice {
  pipeline_id: string;
}

export interface Delivery {
  state: "scheduled" | "cancelled" | "queued" | "sending" | "deferred" | "sent" | "delivered" | "seen" | "failed" | "undelivered" | "unresolved" | "refused";
  attempts: number;
  code: number | null;
  reason: string | null;
  since: string;
  not_before: string | null;
}

export interface Doing {
  doing: "viewing" | "typing" | "left";
}

export interface DraftFile {
  upload_id: string;
  filename: string;
  content_type: string;
  size: number;
}

export interface DraftPlace {
  kind: "reply" | "note" | "mail";
  conversation_id: string | null;
  version: number;
  updated_at: string;
}

export interface DraftPlaceList {
  items: DraftPlace[];
}

export interface DraftRule {
  enabled?: boolean;
  target?: "specific" | "contact_owner";
  user_ids?: string[];
  team_ids?: string[];
  strategy?: "round_robin" | "least_loaded" | "random";
  available_only?: boolean;
}

export interface DraftVersion {
  version: number;
}

export interface Ended {
  ended: number;
}

export interface Entitlement {
  gate: "whatsapp" | "calling" | "capacity_behaviour" | "assignment_rules" | "gdpr" | "automatic_tickets";
  allowed: boolean;
  reason: string;
  advice: string;
  needed: Need[];
}

export interface EntitlementList {
  items: Entitlement[];
}

export interface Erasure {
  position: number;
  keys: number;
  blobs: number;
  conversations: number;
  mentions: number;
  kept_originals: number;
}

export interface Few {
  count: number;
  more: boolean;
}

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

export interface FieldProblem {
  field: string;
  rule: string;
  message: string;
}

export interface File {
  filename: string;
  content_type: string;
  data: string;
}

export interface FileAway {
  folder: "" | "spam" | "trash" | "archive";
}

export interface Form {
  form_id: string;
  key: string;
  name: string;
  state: "open" | "not_connected" | "paused" | "archived";
  channel_id: string | null;
  inbox_id: string | null;
  create_tickets: boolean;
  has_ticket_fields: boolean;
  form_version: number;
  fields_count: number;
  submissions: number;
  last_submitted_at: string | null;
  created_at: string;
  changed_at: string;
  page_url: string;
  script_url: string;
  version: number;
  position: number;
}

export interface FormDefinition {
  name: string;
  title?: string;
  introduction?: string;
  button?: string;
  thanks?: string;
  redirect_url?: string;
  language?: "auto" | "en" | "pl";
  proof_of_work?: boolean;
  fields: FormField[];
}

export interface FormField {
  name: string;
  label: string;
  type: "text" | "long_text" | "email" | "phone" | "number" | "date" | "choice" | "choices" | "checkbox" | "file";
  required?: boolean;
  hidden?: boolean;
  help?: string;
  options?: string[];
  default?: string;
  minimum?: string;
  maximum?: string;
  shortest?: number;
  longest?: number;
  pattern?: string;
  hint?: string;
  fills?: string;
}

export interface FormInFull {
  form_id: string;
  key: string;
  name: string;
  state: "open" | "not_connected" | "paused" | "archived";
  channel_id: string | null;
  inbox_id: string | null;
  create_tickets: boolean;
  has_ticket_fields: boolean;
  form_version: number;
  fields_count: number;
  submissions: number;
  last_submitted_at: string | null;
  created_at: string;
  changed_at: string;
  page_url: string;
  script_url: string;
  version: number;
  position: number;
  definition: FormDefinition;
}

export interface FormPage {
  items: Form[];
  next: string | null;
}

export interface FormTickets {
  create_tickets: boolean;
  inbox_id?: string | null;
}

export interface FormVersion {
  form_version: number;
  name: string;
  at: string;
  by: string;
  fields_count: number;
  submissions: number;
}

export interface FormVersionInFull {
  form_version: number;
  name: string;
  at: string;
  by: string;
  fields_count: number;
  submissions: number;
  definition: FormDefinition;
}

export interface FormVersionPage {
  items: FormVersion[];
  next: string | null;
}

export interface Forwarding {
  forwarded_to: "original" | "forwarder";
}

export interface Found {
  items: FoundMessage[];
  contacts: FoundContact[];
  next: string | null;
}

export interface FoundContact {
  contact_id: string;
  name: Segment[];
  address: Segment[];
}

export interface FoundMessage {
  conversation: ConversationRow;
  message_id: string;
  direction: "in" | "out" | "note";
  at: string;
  subject: Segment[];
  snippet: Segment[];
}

export interface Health {
  status: "ok" | "unavailable";
}

export interface History {
  items: HistoryEvent[];
  next: string | null;
}

export interface HistoryEvent {
  position: number;
  event: string;
  object_id: string;
  version: number;
  actor: string;
  at: string;
  correlation_id: string;
  causation_id: string | null;
  facts: Record<string, unknown>;
  left_out: string[];
  erased: boolean;
  changes: FieldChange[];
}

export interface Holiday {
  date: string;
  name: string;
}

export interface HubTier {
  hub: "marketing" | "sales" | "service";
  tier: "free" | "starter" | "professional" | "enterprise";
}

export interface Identity {
  identity_id: string;
  contact_id: string;
  kind: string;
  value: string;
  proven: boolean;
}

export interface IdentityProvider {
  issuer: string;
  client_id: string;
  domains: string[];
  roles: string[];
}

export interface ImportPlan {
  fields: ("" | "name" | "first_name" | "last_name" | "email" | "phone" | "addresses")[];
  known?: "skip" | "update";
  owner_id?: string | null;
  rehearse?: boolean;
}

export interface Inbox {
  inbox_id: string;
  name: string;
  everyone: boolean;
  user_ids: string[];
  team_ids: string[];
  version: number;
  position: number;
}

export interface InboxList {
  items: Inbox[];
}

export interface Installation {
  consumers: Consumer[];
  dead_letters: number;
  set_aside: number;
  unsent: number;
  unsent_seconds: number;
  intakes_seconds: number;
  redis: boolean;
  queued: number | null;
  delayed: number | null;
  workers: number | null;
  disk_free: number;
}

export interface Intake {
  intake_id: string;
  channel_id: string;
  size: number;
  state: "failed" | "waiting" | "set_aside";
  reason: string;
  attempts: number;
  accepted_at: string;
  since: string;
  version: number;
  position: number;
}

export interface IntakePage {
  items: Intake[];
  next: string | null;
}

export interface IntoConversation {
  into_id: string;
  confirmed?: boolean;
}

export interface InviteUser {
  email: string;
  name: string;
  roles: string[];
}

export interface IssueToken {
  name: string;
  scopes: string[];
  expires_at?: string | null;
}

export interface IssuedToken {
  id: string;
  position: number;
  token: string;
}

export interface KeepDraft {
  text: string;
  format?: "plain" | "markdown";
  to?: string[];
  cc?: string[];
  bcc?: string[];
  subject?: string;
  channel_id?: string | null;
  uploads?: DraftFile[];
  version?: number | null;
}

export interface KeptDraft {
  text: string;
  format?: "plain" | "markdown";
  to?: string[];
  cc?: string[];
  bcc?: string[];
  subject?: string;
  channel_id?: string | null;
  uploads?: DraftFile[];
  version: number;
  updated_at: string | null;
}

export interface LineChannel {
  account_sid: string;
  number_sid: string;
  number: string;
  name: string;
  voice: LineVoice;
}

export interface LineNumber {
  number_sid: string;
  number: string;
  name: string;
  voice: boolean;
  reason: "" | "no_voice" | "number_taken" | "used_elsewhere";
}

export interface LineNumbers {
  entered: boolean;
  numbers: LineNumber[];
}

export interface LineVoice {
  greeting?: string;
  ring_seconds: number;
  voicemail_on: boolean;
  voicemail_greeting?: string;
  record_on: boolean;
  transcribe_on: boolean;
  language: string;
}

export interface Link {
  url: string;
}

export interface LinkQuery {
  token: string;
}

export interface LinkState {
  opens: boolean;
}

export interface LinkedContact {
  contact_id: string;
}

export interface LinkedConversation {
  conversation_id: string;
}

export interface Macro {
  macro_id: string;
  name: string;
  actions: (Record<string, string>)[];
  scope: "everyone" | "inbox" | "team" | "own";
  scope_id: string | null;
  deleted: boolean;
  changed_at: string;
  version: number;
  position: number;
}

export interface MacroAction {
  do: "reply" | "note" | "tag" | "untag" | "assign" | "priority" | "snooze" | "close" | "file" | "ticket";
  text?: string;
  tag?: string;
  user_id?: string;
  priority?: string;
  minutes?: string;
  folder?: string;
  pipeline_id?: string;
  stage?: string;
  name?: string;
}

export interface MacroList {
  items: Macro[];
}

export interface MacroPreview {
  macro_version: number;
  actions: (Record<string, string>)[];
  missing: string[];
}

export interface Mail {
  channel_id: string;
  to: string[];
  cc?: string[];
  bcc?: string[];
  subject: string;
  text: string;
  template?: TemplateUsed | null;
  send_at?: string | null;
  undo_seconds?: number;
  written_from?: "inbox" | "contact" | "ticket";
  ticket_id?: string | null;
  format?: "plain" | "markdown";
  uploads?: string[];
  attachments?: File[];
}

export interface Meant {
  address?: string;
}

export interface Member {
  user_id: string;
  extra: boolean;
}

export interface MergeInto {
  into_id: string;
}

export interface MergedContact {
  contact_id: string;
  merged_into: string;
  name: string;
}

export interface Message {
  message_id: string;
  conversation_id: string;
  placed_in: string;
  position: number;
  direction: "in" | "out" | "note";
  at: string;
  sent_at: string | null;
  actor: string;
  channel_id: string;
  author_id: string | null;
  origin: string;
  sender: string;
  sender_name: string;
  whose_id: string | null;
  sender_why: string;
  to: string[];
  cc: string[];
  bcc: string[];
  page: string;
  template: TemplateOf | null;
  said: Said | null;
  call: Call | null;
  reactions: Reaction[];
  choices: string[];
  subject: string;
  text: string;
  html: string;
  parts: MessagePart[];
  signature: string;
  text_cut: boolean;
  has_html: boolean;
  attachments: Attachment[];
  automatic: string;
  protected: string;
  defects: string[];
  mentions: string[];
  delivery: Delivery | null;
  threading: Record<string, unknown> | null;
  attribution: Attribution | null;
}

export interface MessagePart {
  kind: "reply" | "quote" | "signature" | "forward";
  start: number;
  end: number;
}

export interface MessagesConsent {
  channel_id: string;
  given: boolean;
  reason: string;
}

export interface Named {
  name: string;
}

export interface Need {
  kind: "tier" | "seat" | "switch" | "help_desk" | "by_hand";
  words: string;
  hub: string;
  tier: string;
  switch: string;
}

export interface NewContact {
  name: string;
  email?: string;
  phone?: string;
  owner_id?: string | null;
}

export interface NewConversationProperty {
  name: string;
  kind: "text" | "number" | "date" | "choice" | "checkbox";
  choices?: string[];
}

export interface NewForm {
  name: string;
  language?: "auto" | "en" | "pl";
  fields?: FormField[] | null;
}

export interface NewIdentity {
  kind: "email" | "phone";
  value: string;
}

export interface NewPipeline {
  name: string;
  stages?: Stage[] | null;
}

export interface NewTicket {
  conversation_id?: string | null;
  contact_id?: string | null;
  inbox_id?: string | null;
  name: string;
  pipeline_id?: string | null;
  stage?: string;
  priority?: "medium" | "low" | "high" | "urgent";
  category?: string;
  owner_id?: string | null;
  description?: string;
  properties?: Record<string, string>;
}

export interface NewTicketProperty {
  name: string;
  kind: "text" | "number" | "date" | "choice" | "checkbox";
  choices?: string[];
}

export interface NextOne {
  outcome: "assigned" | "unassigned";
  user_id: string | null;
  reasons: string[];
  sentence: string;
  policy: string;
  considered: Candidate[];
}

export interface Note {
  text: string;
  mentions?: string[];
}

export interface Notice {
  level: "lagging" | "failing" | "note";
  code: string;
  text: string;
  advice: string;
}

export interface NumberChannel {
  waba_id: string;
  phone_number_id: string;
  display_number: string;
  verified_name: string;
  verification: "" | "requested" | "verified";
  registered: boolean;
  keywords: NumberKeywords;
}

export interface NumberKeywords {
  opt_in: string[];
  opt_out: string[];
  opt_in_reply?: string;
  opt_out_reply?: string;
}

export interface NumberShown {
  code?: string;
  pin: string;
}

export interface NumbersOnOffer {
  entered: boolean;
  numbers: OfferedNumber[];
}

export interface OfferedNumber {
  phone_number_id: string;
  display_number: string;
  verified_name: string;
  verification: "verified" | "";
  quality: string;
  reason: "" | "number_taken";
}

export interface OfferedPage {
  page_id: string;
  name: string;
  picture_url: string;
  tasks: string[];
  may_connect: boolean;
  reason: "" | "page_taken" | "role_missing";
}

export interface Onward {
  url: string;
}

export interface OpenRange {
  day: number;
  from: string;
  to: string;
}

export interface OpenSession {
  session_id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  client: string;
  agent: string;
  current: boolean;
}

export interface OpenSessionList {
  items: OpenSession[];
}

export interface OpenState {
  at: string;
  open: boolean;
  next_opening: string | null;
  next_closing: string | null;
}

export interface OwnHours {
  schedule_id: string | null;
  zone: string;
  ranges: OpenRange[];
}

export interface OwnPassword {
  current_password?: string | null;
  password: string;
}

export interface OwnSignature {
  format: "markdown" | "html";
  source: string;
  text: string;
  html: string;
}

export interface Owner {
  owner_id: string | null;
}

export interface OwnerRules {
  identified: boolean;
  mail_text: boolean;
}

export interface PageChannel {
  greeting?: string;
  page_id: string;
  page_name: string;
  tasks: string[];
  role_ok: boolean;
  role_checked_at: string | null;
}

export interface PageGreeting {
  greeting?: string;
}

export interface PageLogin {
  popup?: boolean;
}

export interface PagesOnOffer {
  logged_in: boolean;
  items: OfferedPage[];
}

export interface Password {
  token: string;
  password: string;
}

export interface PasswordReset {
  email: string;
}

export interface Phone {
  phone: string;
}

export interface Pipeline {
  pipeline_id: string;
  name: string;
  stages: Stage[];
  archived: boolean;
  default: boolean;
  removed: Record<string, unknown>;
  version: number;
  position: number;
}

export interface PipelineList {
  items: Pipeline[];
}

export interface PipelineName {
  name: string;
}

export interface PlaceCall {
  conversation_id?: string | null;
  contact_id?: string | null;
  channel_id?: string | null;
  to?: string;
  confirmed?: boolean;
}

export interface Plan {
  name: string;
  zone: string;
  ranges: OpenRange[];
  holidays: Holiday[];
  account_holidays?: boolean;
}

export interface PrepareReply {
  name: string;
  shortcut?: string;
  text: string;
  scope?: "everyone" | "inbox" | "team" | "own";
  scope_id?: string | null;
}

export interface Presences {
  items: Present[];
  visitor: PresentVisitor | null;
}

export interface Present {
  user_id: string;
  doing: "viewing" | "typing";
}

export interface PresentVisitor {
  doing: "here" | "typing";
  since: string;
  page: string | null;
}

export interface Preview {
  text: string;
  html: string;
  signature_text: string;
  signature_html: string;
}

export interface PreviewedRule {
  rule: DraftRule;
  contact_id?: string | null;
}

export interface PrimaryIdentity {
  identity_id: string;
}

export interface Priority {
  priority: "medium" | "low" | "high" | "urgent";
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  request_id?: string;
  field?: string;
  about?: string;
  closes_at?: string | null;
  human_until?: string | null;
  needed?: Need[];
  errors?: FieldProblem[];
}

export interface Profile {
  shown_name: string;
  about?: string;
}

export interface Promise {
  conversation_id: string;
  policy_id: string | null;
  reply_goal: "" | "first_reply" | "next_reply";
  reply_due: string | null;
  reply_state: "" | "warned" | "breached";
  resolution_due: string | null;
  resolution_state: "" | "warned" | "breached";
  due_at: string | null;
  met: number;
  breached: number;
}

export interface PromiseList {
  items: Promise[];
}

export interface PromisePage {
  items: Promise[];
  next: string | null;
}

export interface PromisesWanted {
  conversation_ids: string[];
}

export interface Provider {
  provider: string;
  settings?: Record<string, string>;
}

export interface Rating {
  conversation_id: string;
  inbox_id: string;
  assignee_id: string | null;
  asked_at: string;
  expires_at: string;
  mail: "" | "sent" | "refused" | "shown";
  score: number | null;
  comment: string;
  rated_at: string | null;
  position: number;
}

export interface RatingOfConversation {
  rating: Rating | null;
}

export interface RatingPage {
  items: Rating[];
  next: string | null;
}

export interface Reaction {
  reaction: string;
  at: string;
}

export interface RecoveryCodes {
  recovery_codes: string[];
}

export interface RefusedRow {
  number: number;
  code: string;
  field: string;
  detail: string;
}

export interface Relay {
  host: string;
  port: number;
  security: "none" | "starttls" | "tls";
  username: string;
  has_password: boolean;
}

export interface RemovedStage {
  stage: string;
  into: string;
}

export interface Reply {
  text: string;
  channel_id?: string | null;
  format?: "plain" | "markdown";
  uploads?: string[];
  to?: string[];
  cc?: string[];
  bcc?: string[];
  attachments?: File[];
  seen_version?: number | null;
  close?: boolean;
  send_at?: string | null;
  undo_seconds?: number;
  template?: TemplateUsed | null;
}

export interface Resumed {
  replay?: boolean;
}

export interface Rule {
  enabled: boolean;
  target?: "specific" | "contact_owner";
  user_ids?: string[];
  team_ids?: string[];
  strategy?: "round_robin" | "least_loaded" | "random";
  available_only?: boolean;
}

export interface RuleProblem {
  user_id: string | null;
  team_id: string | null;
  reason: "no_seat" | "deactivated" | "no_inbox_access" | "empty_team";
}

export interface RuleState {
  state: "ok" | "degraded";
  anybody: boolean;
  problems: RuleProblem[];
}

export interface Said {
  kind: string;
  title: string;
  url: string;
}

export interface SavedView {
  view_id: string;
  owner_id: string | null;
  name: string;
  shared: "nobody" | "team" | "everyone";
  team_id: string | null;
  place: number;
  sort: "newest" | "oldest" | "waiting" | "priority" | "due";
  base: "open" | "mine" | "unassigned" | "mentions" | "snoozed" | "closed" | "spam" | "trash" | "archive";
  inbox_ids: string[];
  channel_ids: string[];
  assignee_ids: string[];
  tags: string[];
  priorities: string[];
  kinds: string[];
  waiting: boolean;
  unread: boolean;
  team_ids: string[];
  dues: string[];
  properties: WantedProperty[];
  unseen: string[];
  version: number;
  position: number;
}

export interface SavedViewList {
  items: SavedView[];
}

export interface Schedule {
  schedule_id: string;
  name: string;
  zone: string;
  ranges: OpenRange[];
  holidays: Holiday[];
  account_holidays: boolean;
  archived: boolean;
  version: number;
  position: number;
}

export interface SchedulePage {
  items: Schedule[];
  next: string | null;
}

export interface Search {
  limit?: number;
  cursor?: string | null;
  query: string;
  place?: "anywhere" | "open" | "mine" | "unassigned" | "snoozed" | "closed" | "spam" | "trash" | "archive";
  inbox_ids?: string[];
  channel_ids?: string[];
  assignee_ids?: string[];
  tags?: string[];
  since?: string | null;
  until?: string | null;
  attached?: boolean | null;
  direction?: "in" | "out" | "note" | null;
}

export interface SecondFactor {
  enabled: boolean;
  required: boolean;
  recovery_codes_left: number;
}

export interface Seen {
  position?: number | null;
}

export interface Segment {
  text: string;
  hit: boolean;
}

export interface SendTime {
  send_at: string | null;
}

export interface Sender {
  from_name: "agent_and_company" | "company" | "mailbox";
  company_name: string;
  from_address?: string;
}

export interface SenderDraft {
  from_name: "agent_and_company" | "company" | "mailbox";
  company_name: string;
  from_address?: string;
  signature: Signature;
}

export interface SenderPreview {
  name: string;
  address: string;
  text: string;
  html: string;
}

export interface SetAccess {
  everyone: boolean;
  user_ids?: string[];
  team_ids?: string[];
}

export interface SetAddress {
  address: string;
}

export interface SetAvailability {
  available: boolean;
  until?: string | null;
}

export interface SetCapacity {
  live: number | null;
  total: number | null;
}

export interface SetDataPrivacy {
  on: boolean;
}

export interface SetForwardsBy {
  forwards_by: "users" | "anyone";
}

export interface SetHolidays {
  holidays: Holiday[];
}

export interface SetIdentityProvider {
  issuer: string;
  client_id: string;
  client_secret?: string | null;
  domains: string[];
  roles?: string[];
}

export interface SetLimits {
  tickets_per_contact: number;
}

export interface SetLocale {
  time_zone: string;
  language: "en" | "pl";
}

export interface SetRelay {
  host: string;
  port: number;
  security?: "none" | "starttls" | "tls";
  username?: string;
  password?: string | null;
}

export interface SetReopening {
  reopen_days: number | null;
}

export interface SetRoles {
  roles: string[];
  permissions?: string[];
}

export interface SetScreenGrace {
  minutes: number | null;
}

export interface SetSignInRules {
  passwords: boolean;
  second_factor: boolean;
}

export interface SetSubscription {
  hub: "marketing" | "sales" | "service";
  tier: "free" | "starter" | "professional" | "enterprise";
}

export interface SetWorkingHours {
  schedule_id?: string | null;
  zone?: string;
  ranges: OpenRange[];
}

export interface SharingTerms {
  version: string;
  language: string;
  title: string;
  text: string;
  sha256: string;
}

export interface SheetLine {
  number: number;
  cells: string[];
}

export interface ShownDecision {
  position: number;
  event: string;
  at: string;
  actor: string;
  details: Record<string, unknown>;
  sentence: string;
}

export interface SignIn {
  email: string;
  password: string;
}

export interface SignInOptions {
  passwords: boolean;
  provider: boolean;
}

export interface SignInSettings {
  passwords: boolean;
  second_factor: boolean;
  provider: IdentityProvider | null;
  link: string;
  callback: string;
}

export interface Signature {
  format: "markdown" | "html";
  source: string;
}

export interface Simulate {
  rule: TriedRule;
  begins: string;
  ends: string;
  shown?: number;
}

export interface Simulated {
  conversations: number;
  different: number;
  shares: SimulatedShare[];
  simulated_waits: SimulatedWaits;
  recorded_waits: SimulatedWaits;
  simulated_fairness?: number | null;
  recorded_fairness?: number | null;
  unassigned: SimulatedReason[];
  differences: SimulatedDifference[];
  after: number;
  up_to: number;
  events: number;
}

export interface SimulatedDifference {
  conversation_id: string;
  arrived_at: string;
  simulated: string | null;
  simulated_wait?: number | null;
  recorded: string | null;
  recorded_wait?: number | null;
  reasons: string[];
}

export interface SimulatedReason {
  reason: string;
  times: number;
}

export interface SimulatedShare {
  user_id: string;
  simulated: number;
  recorded: number;
  peak: number;
}

export interface SimulatedWaits {
  median?: number | null;
  p95?: number | null;
  longest?: number | null;
  never: number;
}

export interface SlaPolicy {
  policy_id: string;
  name: string;
  schedule_id: string | null;
  inbox_ids: string[];
  channel_ids: string[];
  targets: SlaTarget[];
  warn_minutes: number;
  archived: boolean;
  version: number;
  position: number;
}

export interface SlaPolicyList {
  items: SlaPolicy[];
}

export interface SlaPromise {
  name: string;
  schedule_id?: string | null;
  inbox_ids?: string[];
  channel_ids?: string[];
  targets: SlaTarget[];
  warn_minutes?: number;
}

export interface SlaTarget {
  priority: "none" | "low" | "medium" | "high" | "urgent";
  first_reply: number | null;
  next_reply: number | null;
  resolution: number | null;
}

export interface Snooze {
  until: string;
}

export interface Stage {
  key: string;
  name: string;
  closed: boolean;
}

export interface StageCount {
  stage: string;
  count: number;
}

export interface StageCountList {
  items: StageCount[];
}

export interface StageKey {
  stage: string;
}

export interface Stages {
  stages: Stage[];
}

export interface Standing {
  user_id: string;
  name: string;
  available: boolean;
  until: string | null;
  cause: "self" | "by_other" | "ended" | "working_hours" | "screen_lost" | "screen_back";
  since: string;
  next_change: string | null;
  working_hours: OwnHours | null;
  team_ids: string[];
  open: number;
  live: number;
  capacity_total: number | null;
  capacity_live: number | null;
  version: number;
}

export interface StandingPage {
  items: Standing[];
  next: string | null;
}

export interface StartConnect {
  kind: string;
  inbox_id?: string | null;
  inbox_name?: string;
}

export interface Status {
  state: "ok" | "lagging" | "failing";
  notices: Notice[];
  version: string;
  unsent: number;
  unsent_since: string | null;
  intakes_waiting: number;
  intakes_failed: number;
  channels: ChannelState[];
  installation: Installation | null;
}

export interface Submission {
  submission_id: string;
  form_id: string;
  form_name: string;
  form_version: number;
  inbox_id: string;
  contact_id: string;
  conversation_id: string;
  message_id: string;
  ticket_id: string | null;
  ticket_skipped: string;
  submitted_at: string;
  page: string;
  values: SubmittedValue[];
  files: SubmittedFile[];
  position: number;
}

export interface SubmissionPage {
  items: Submission[];
  next: string | null;
}

export interface SubmittedFile {
  number: number;
  name: string;
  filename: string;
  content_type: string;
  size: number;
}

export interface SubmittedValue {
  name: string;
  label: string;
  type: string;
  hidden: boolean;
  known: boolean;
  values: string[];
}

export interface Subscription {
  items: HubTier[];
}

export interface SubscriptionPreview {
  lost: string[];
  won: string[];
  degraded: string[];
  restored: string[];
}

export interface Survey {
  inbox_id: string;
  on: boolean;
  delay_minutes: number;
  pause_days: number;
  question: string;
  thanks: string;
  version: number;
  position: number;
}

export interface SurveyMail {
  subject: string;
  text: string;
}

export interface SurveyToBe {
  on: boolean;
  delay_minutes?: number;
  pause_days?: number;
  question?: string;
  thanks?: string;
}

export interface Switch {
  session_id: string;
}

export interface Tag {
  tag: string;
}

export interface TakenBack {
  id: string;
  position: number;
  uploads: Upload[];
}

export interface Team {
  team_id: string;
  name: string;
  archived: boolean;
  members: Member[];
  version: number;
  position: number;
}

export interface TeamList {
  items: Team[];
}

export interface Template {
  name: string;
  language: string;
  id: string;
  category: string;
  status: string;
  reason: string;
  header: TemplateHeader;
  body: string;
  footer: string;
  buttons: TemplateButton[];
  variables: TemplateNames;
}

export interface TemplateButton {
  type: string;
  text: string;
  url: string;
}

export interface TemplateHeader {
  format: string;
  text: string;
}

export interface TemplateNames {
  header: string[];
  body: string[];
  buttons: string[];
}

export interface TemplateOf {
  name: string;
  language: string;
}

export interface TemplateUsed {
  name: string;
  language: string;
  variables: TemplateValues;
}

export interface TemplateValues {
  header?: string[];
  body?: string[];
  buttons?: string[];
}

export interface TemplatesAsked {
  asked: boolean;
}

export interface TemplatesOfChannel {
  items: Template[];
  synced_at: string | null;
}

export interface Terms {
  text_version: string;
  text_hash: string;
  language: string;
}

export interface Thread {
  conversation_id: string;
  inbox_id: string;
  channel_id: string;
  kind: string;
  contact_id: string;
  subject: string;
  started_by: "contact" | "agent";
  started_at: string;
  status: "open" | "closed";
  snoozed_until: string | null;
  folder: "" | "spam" | "trash" | "archive";
  priority: "none" | "low" | "medium" | "high" | "urgent";
  tags: string[];
  properties: Record<string, unknown>;
  assignee_id: string | null;
  team_id: string | null;
  ticket_id: string | null;
  message_count: number;
  merged_into: string | null;
  version: number;
  position: number;
  as_of: number | null;
  window: WindowNow | null;
  opted_out: boolean;
  messages: Message[];
  decisions: ShownDecision[];
  next: string | null;
}

export interface Ticket {
  ticket_id: string;
  contact_id: string;
  contact_name: string;
  conversation_id: string | null;
  channel_id: string | null;
  inbox_id: string;
  name: string;
  pipeline_id: string;
  stage: string;
  priority: "medium" | "low" | "high" | "urgent";
  category: string;
  source: string;
  owner_id: string | null;
  opened_at: string;
  moved_at: string;
  properties: TicketValue[];
  contact_ids: string[];
  conversation_ids: string[];
  follows: boolean;
  closed_at: string | null;
  reopened_at: string | null;
  version: number;
  position: number;
}

export interface TicketAutomation {
  enabled: boolean;
  pipeline_id?: string | null;
  stage?: string;
  priority?: "medium" | "low" | "high" | "urgent";
  category?: string;
  owner?: string;
  properties?: Record<string, string>;
}

export interface TicketBulk {
  ticket_ids: string[];
  do: "owner" | "stage" | "pipeline" | "priority" | "category" | "property";
  owner_id?: string | null;
  pipeline_id?: string | null;
  stage?: string;
  priority?: "medium" | "low" | "high" | "urgent";
  category?: string;
  property_id?: string | null;
  value?: string | null;
}

export interface TicketBulkResult {
  ticket_id: string;
  done: boolean;
  code: string;
  detail: string;
}

export interface TicketBulkResults {
  position: number;
  items: TicketBulkResult[];
}

export interface TicketDescription {
  description: string;
}

export interface TicketInFull {
  ticket_id: string;
  contact_id: string;
  contact_name: string;
  conversation_id: string | null;
  channel_id: string | null;
  inbox_id: string;
  name: string;
  pipeline_id: string;
  stage: string;
  priority: "medium" | "low" | "high" | "urgent";
  category: string;
  source: string;
  owner_id: string | null;
  opened_at: string;
  moved_at: string;
  properties: TicketValue[];
  contact_ids: string[];
  conversation_ids: string[];
  follows: boolean;
  closed_at: string | null;
  reopened_at: string | null;
  version: number;
  position: number;
  description: string | null;
}

export interface TicketList {
  items: Ticket[];
}

export interface TicketPage {
  items: Ticket[];
  next: string | null;
}

export interface TicketPlace {
  pipeline_id: string;
  stage?: string;
}

export interface TicketPropertyDefinition {
  property_id: string;
  name: string;
  kind: "text" | "number" | "date" | "choice" | "checkbox";
  choices: string[];
  archived: boolean;
}

export interface TicketPropertyDefinitionList {
  items: TicketPropertyDefinition[];
}

export interface TicketPropertyValue {
  value: string | null;
}

export interface TicketSearch {
  limit?: number;
  cursor?: string | null;
  stage?: string | null;
  owner_id?: string | null;
  unowned?: boolean;
  priority?: "medium" | "low" | "high" | "urgent" | null;
  contact_id?: string | null;
  name?: string;
  text?: string;
  category?: string | null;
  source?: string | null;
  property_id?: string | null;
  property_value?: string | null;
  closed?: boolean | null;
  opened_from?: string | null;
  opened_to?: string | null;
  pipeline_id?: string | null;
  sort?: "opened" | "moved";
  oldest?: boolean;
}

export interface TicketValue {
  property_id: string;
  kind: "text" | "number" | "date" | "choice" | "checkbox";
  value: string;
}

export interface TimelineStep {
  position: number;
  event: string;
  at: string;
  actor: string;
  contact_id: string;
  conversation_id: string | null;
  message_id: string | null;
  ticket_id: string | null;
  submission_id: string | null;
  values: SubmittedValue[];
  channel_id: string | null;
  title: string;
  preview: string;
  facts: Record<string, unknown>;
}

export interface ToInbox {
  inbox_id: string;
}

export interface ToPreview {
  text: string;
  format?: "plain" | "markdown";
  kind?: "email" | "form" | "chat" | "messenger" | "whatsapp" | "calling";
  channel_id?: string | null;
}

export interface Token {
  token_id: string;
  name: string;
  scopes: string[];
  issued_by: string;
  issued_at: string;
  expires_at: string | null;
  expires_soon: boolean;
  last_used_at: string | null;
  revoked_at: string | null;
  version: number;
  position: number;
}

export interface TokenList {
  items: Token[];
}

export interface TokenValues {
  values: Record<string, string>;
}

export interface Transcript {
  text: string;
  confidence: number | null;
}

export interface TriedRule {
  target: "specific" | "contact_owner";
  user_ids?: string[];
  team_ids?: string[];
  strategy?: "round_robin" | "least_loaded" | "random";
  available_only?: boolean;
}

export interface TwilioAccount {
  account_sid: string;
  auth_token: string;
}

export interface Upload {
  upload_id: string;
  filename: string;
  content_type: string;
  size: number;
}

export interface User {
  user_id: string;
  email: string;
  name: string;
  roles: string[];
  permissions: string[];
  seats: string[];
  active: boolean;
  has_password: boolean;
  second_factor: boolean;
  available: boolean;
  available_until: string | null;
  capacity_live: number | null;
  capacity_total: number | null;
  open: number;
  live: number;
  personal_address: string | null;
  shown_name: string;
  about: string;
  has_phone: boolean;
  picture: string | null;
  team_ids: string[];
  invited_at: string;
  version: number;
  position: number;
}

export interface UserPage {
  items: User[];
  next: string | null;
}

export interface ViewCount {
  count: number;
  more: boolean;
  view_id: string;
}

export interface ViewCountList {
  items: ViewCount[];
}

export interface ViewLook {
  base?: "open" | "mine" | "unassigned" | "mentions" | "snoozed" | "closed" | "spam" | "trash" | "archive";
  inbox_ids?: string[];
  channel_ids?: string[];
  assignee_ids?: string[];
  tags?: string[];
  priorities?: string[];
  kinds?: string[];
  waiting?: boolean;
  unread?: boolean;
  team_ids?: string[];
  dues?: string[];
  properties?: WantedProperty[];
  name: string;
  sort?: "newest" | "oldest" | "waiting" | "priority" | "due";
  shared?: "nobody" | "team" | "everyone";
  team_id?: string | null;
  place?: number;
}

export interface WantedProperty {
  property_id: string;
  how: "is" | "set" | "unset";
  value?: string;
}

export interface Way {
  channel_id: string;
  kind: string;
  own: boolean;
  identity: string;
  addresses: string[];
  allowed: boolean;
  reason: "" | "channel_connecting" | "channel_paused" | "channel_disconnected" | "cannot_begin" | "calls_only" | "visitor_elsewhere" | "no_identity";
  advice: string;
  window: WindowNow | null;
  template_only: boolean;
  opted_out: boolean;
  limits: ChannelLimits;
}

export interface WayList {
  items: Way[];
}

export interface WhatsAppAccount {
  waba_id: string;
  access_token: string;
}

export interface WhoBeside {
  session_id: string;
  account: string;
  user: string;
  email: string;
}

export interface WhoBesideList {
  items: WhoBeside[];
}

export interface Whoami {
  account_id: string;
  actor: string;
  user_id: string | null;
  permissions: string[];
  inboxes: string[];
  csrf: string | null;
  next: "code" | "enrol" | null;
  position: number;
}

export interface WindowNow {
  state: "open" | "human_only" | "closed" | "none" | "template_only";
  closes_at: string | null;
  human_until: string | null;
}

export interface WithCode {
  current_password?: string | null;
  code: string;
}

export interface Withdrawal {
  reason: string;
}

export interface WithdrawalWords {
  words: Record<string, string[]>;
  replies: Record<string, string>;
}
