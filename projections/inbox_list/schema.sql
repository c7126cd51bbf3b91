CREATE TABLE inbox_list (
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    kind text NOT NULL,
    contact_id uuid NOT NULL,
    contact_name text,
    contact_address text,
    subject text,
    preview text,
    status text NOT NULL,
    shelf text NOT NULL,
    snoozed_until timestamptz,
    priority text NOT NULL,
    tags jsonb NOT NULL,
    assignee_id uuid,
    ticket_id uuid,
    message_count bigint NOT NULL,
    first_message_id uuid,
    last_message_id uuid,
    last_direction text NOT NULL,
    active_at timestamptz NOT NULL,
    waiting_since timestamptz,
    version bigint NOT NULL,
    position bigint NOT NULL,
    valid_from bigint NOT NULL,
    command_id uuid,
    news_position bigint NOT NULL,
    folder text NOT NULL,
    merged_into uuid,
    settled bigint NOT NULL,
    settled_before bigint NOT NULL,
    waiting_before timestamptz,
    unassigned_since timestamptz,
    team_id uuid,
    properties jsonb NOT NULL,
    due_at timestamptz,
    due text NOT NULL,
    tickets jsonb NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
);
-- What waits for a rule to find somebody, the longest first.
CREATE INDEX inbox_list_waits ON inbox_list (account_id, unassigned_since, conversation_id)
    WHERE unassigned_since IS NOT NULL AND shelf = 'open';
CREATE INDEX inbox_list_by_contact ON inbox_list (account_id, contact_id, active_at, conversation_id);
-- Whose previews and subjects come from a message, for masking.
CREATE INDEX inbox_list_by_first_message ON inbox_list (account_id, first_message_id);
CREATE INDEX inbox_list_by_last_message ON inbox_list (account_id, last_message_id);

CREATE INDEX inbox_list_merged ON inbox_list (account_id, merged_into) WHERE merged_into IS NOT NULL;

-- A line of each message and note, to make rows anew where conversations come together or apart.
CREATE TABLE inbox_list_messages (
    account_id uuid NOT NULL,
    message_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    placed_in uuid NOT NULL,
    shown_in uuid NOT NULL,
    position bigint NOT NULL,
    at timestamptz NOT NULL,
    direction text NOT NULL,
    waits boolean NOT NULL,
    preview text,
    PRIMARY KEY (account_id, message_id)
);
CREATE INDEX inbox_list_messages_shown ON inbox_list_messages (account_id, shown_in, position);

CREATE TABLE inbox_list_history (
    LIKE inbox_list,
    valid_to bigint NOT NULL,
    PRIMARY KEY (account_id, conversation_id, valid_from)
);
CREATE INDEX inbox_list_history_by_contact ON inbox_list_history (account_id, contact_id);
CREATE INDEX inbox_list_history_by_last_message ON inbox_list_history (account_id, last_message_id);

CREATE TABLE inbox_list_counters (
    account_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    scope text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (account_id, inbox_id, scope)
);
-- Who is called by a note: newest first for their list, and the newest of each conversation.
CREATE TABLE inbox_list_mentions (
    account_id uuid NOT NULL,
    note_id uuid NOT NULL,
    user_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, note_id, user_id)
);
CREATE INDEX inbox_list_mentions_of ON inbox_list_mentions (account_id, user_id, position);
CREATE INDEX inbox_list_mentions_in ON inbox_list_mentions (account_id, conversation_id, user_id, position);
-- What a new conversation's row says of its contact.
CREATE TABLE inbox_list_contacts (
    account_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    name text NOT NULL,
    address text,
    PRIMARY KEY (account_id, contact_id)
);

-- A row for each property a conversation has and for its value, so that a list by one goes along an index in its order.
CREATE TABLE inbox_list_valued (
    account_id uuid NOT NULL,
    lane uuid NOT NULL,
    conversation_id uuid NOT NULL,
    shelf text NOT NULL,
    active_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, lane, conversation_id)
);
-- What is promised to which conversation, and how it stands.
CREATE TABLE inbox_list_dues (
    account_id uuid NOT NULL,
    promise_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    reply_goal text NOT NULL,
    reply_due timestamptz,
    reply_state text NOT NULL,
    resolution_due timestamptz,
    resolution_state text NOT NULL,
    PRIMARY KEY (account_id, promise_id)
);

-- Later: only who reads needs what follows, and made all at once it costs a fraction of one row at a time.
-- One index for each way the list is read, newest first, the id breaking ties.
CREATE INDEX inbox_list_by_inbox ON inbox_list (account_id, inbox_id, shelf, active_at, conversation_id);
CREATE INDEX inbox_list_by_channel ON inbox_list (account_id, channel_id, shelf, active_at, conversation_id);
CREATE INDEX inbox_list_by_assignee ON inbox_list (account_id, assignee_id, active_at, conversation_id)
    WHERE shelf = 'open' AND assignee_id IS NOT NULL;
CREATE INDEX inbox_list_unassigned ON inbox_list (account_id, inbox_id, active_at, conversation_id)
    WHERE shelf = 'open' AND assignee_id IS NULL;
-- Open ones by how long they wait, and by how urgent they are: of an inbox, of a person.
CREATE INDEX inbox_list_waiting ON inbox_list (
    account_id, inbox_id, coalesce(waiting_since, '9999-12-31 00:00:00+00'), active_at, conversation_id
) WHERE shelf = 'open';
CREATE INDEX inbox_list_urgent ON inbox_list (
    account_id, inbox_id, array_position('{none,low,medium,high,urgent}'::text[], priority), active_at, conversation_id
) WHERE shelf = 'open';
CREATE INDEX inbox_list_waiting_of ON inbox_list (
    account_id, assignee_id, coalesce(waiting_since, '9999-12-31 00:00:00+00'), active_at, conversation_id
) WHERE shelf = 'open' AND assignee_id IS NOT NULL;
CREATE INDEX inbox_list_urgent_of ON inbox_list (
    account_id, assignee_id, array_position('{none,low,medium,high,urgent}'::text[], priority), active_at, conversation_id
) WHERE shelf = 'open' AND assignee_id IS NOT NULL;
CREATE INDEX inbox_list_due ON inbox_list (
    account_id, inbox_id, coalesce(due_at, '9999-12-31 00:00:00+00'), active_at, conversation_id
) WHERE shelf = 'open';
CREATE INDEX inbox_list_due_of ON inbox_list (
    account_id, assignee_id, coalesce(due_at, '9999-12-31 00:00:00+00'), active_at, conversation_id
) WHERE shelf = 'open' AND assignee_id IS NOT NULL;
CREATE INDEX inbox_list_pressing ON inbox_list (account_id, inbox_id, shelf, active_at, conversation_id)
    WHERE due IN ('soon', 'overdue');
CREATE INDEX inbox_list_by_team ON inbox_list (account_id, team_id, shelf, active_at, conversation_id)
    WHERE team_id IS NOT NULL;
CREATE INDEX inbox_list_by_value ON inbox_list_valued (account_id, lane, shelf, active_at, conversation_id);
-- Few carry a tag, so that few are looked at where one is wanted.
CREATE INDEX inbox_list_tagged ON inbox_list (account_id, inbox_id, shelf, active_at, conversation_id)
    WHERE tags <> '[]';
-- What is due to wake.
CREATE INDEX inbox_list_snoozed ON inbox_list (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX inbox_list_history_by_end ON inbox_list_history (account_id, valid_to);
