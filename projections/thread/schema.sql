CREATE TABLE thread (
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    kind text NOT NULL,
    contact_id uuid NOT NULL,
    subject text NOT NULL,
    started_by text NOT NULL,
    started_at timestamptz NOT NULL,
    status text NOT NULL,
    snoozed_until timestamptz,
    folder text NOT NULL,
    priority text NOT NULL,
    tags jsonb NOT NULL,
    properties jsonb NOT NULL,
    assignee_id uuid,
    team_id uuid,
    ticket_id uuid,
    first_message_id uuid,
    message_count bigint NOT NULL,
    merged_into uuid,
    shown_in uuid NOT NULL,
    shown_since bigint NOT NULL,
    reachable boolean NOT NULL,
    held_since timestamptz,
    last_inbound_at timestamptz,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
);
CREATE INDEX thread_by_contact ON thread (account_id, contact_id);
CREATE INDEX thread_by_first_message ON thread (account_id, first_message_id);
-- What bots hold: few at a time.
CREATE INDEX thread_held ON thread (held_since) WHERE held_since IS NOT NULL;
CREATE INDEX thread_merged ON thread (account_id, merged_into) WHERE merged_into IS NOT NULL;
-- Whether a conversation is a part of another one: few are, so this is small.
CREATE INDEX thread_parts ON thread (account_id, conversation_id) WHERE merged_into IS NOT NULL;

-- What was written never changes, except that it is forgotten; a note that was taken back goes.
CREATE TABLE thread_messages (
    account_id uuid NOT NULL,
    message_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    position bigint NOT NULL,
    direction text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    channel_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    author_id uuid,
    origin text NOT NULL,
    provider_id text NOT NULL,
    sender text NOT NULL,
    sender_name text NOT NULL,
    sender_why text NOT NULL,
    recipients jsonb NOT NULL,
    cc jsonb NOT NULL,
    bcc jsonb NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    body_cut boolean NOT NULL,
    has_html boolean NOT NULL,
    attachments jsonb NOT NULL,
    automatic text NOT NULL,
    protected text NOT NULL,
    defects jsonb NOT NULL,
    in_reply_to text NOT NULL,
    refs jsonb NOT NULL,
    intake_id uuid,
    blob_id uuid,
    sent_at timestamptz,
    mentions jsonb NOT NULL,
    placed_in uuid NOT NULL,
    shown_in uuid NOT NULL,
    html text NOT NULL,
    parts jsonb,
    signature text NOT NULL,
    page text NOT NULL,
    choices jsonb NOT NULL,
    said text NOT NULL,
    said_title text NOT NULL,
    said_url text NOT NULL,
    template text NOT NULL,
    template_language text NOT NULL,
    PRIMARY KEY (account_id, message_id)
);
CREATE INDEX thread_messages_in_order ON thread_messages (account_id, conversation_id, position);
CREATE INDEX thread_messages_shown ON thread_messages (account_id, shown_in, position);

-- What the contact's reaction to a message is now; one that was taken back has no row.
CREATE TABLE thread_reactions (
    account_id uuid NOT NULL,
    message_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    reaction text NOT NULL,
    at timestamptz NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, message_id)
);
CREATE INDEX thread_reactions_by_contact ON thread_reactions (account_id, contact_id);

CREATE TABLE thread_deliveries (
    account_id uuid NOT NULL,
    message_id uuid NOT NULL,
    state text NOT NULL,
    attempts bigint NOT NULL,
    code bigint,
    reason text NOT NULL,
    since timestamptz NOT NULL,
    not_before timestamptz,
    position bigint NOT NULL,
    unseen boolean NOT NULL,
    PRIMARY KEY (account_id, message_id)
);
CREATE INDEX thread_deliveries_unseen ON thread_deliveries (since) WHERE unseen;
-- What workers look for again and again.
CREATE INDEX thread_deliveries_pending ON thread_deliveries (since) WHERE state IN ('queued', 'sending', 'deferred');
CREATE INDEX thread_deliveries_scheduled ON thread_deliveries (not_before) WHERE state = 'scheduled';

CREATE TABLE thread_decisions (
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    position bigint NOT NULL,
    topic text NOT NULL,
    message_id uuid,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    details jsonb NOT NULL,
    shown_in uuid NOT NULL,
    PRIMARY KEY (account_id, conversation_id, position)
);
CREATE INDEX thread_decisions_shown ON thread_decisions (account_id, shown_in, position);
CREATE INDEX thread_decisions_by_message ON thread_decisions (account_id, message_id) WHERE message_id IS NOT NULL;
