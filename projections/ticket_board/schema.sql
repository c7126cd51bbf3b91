CREATE TABLE ticket_board (
    account_id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    conversation_id uuid,
    channel_id uuid,
    inbox_id uuid NOT NULL,
    name text NOT NULL,
    pipeline_id uuid NOT NULL,
    stage text NOT NULL,
    priority text NOT NULL,
    category text NOT NULL,
    source text NOT NULL,
    owner_id uuid,
    opened_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    description text,
    properties jsonb NOT NULL,
    contact_ids jsonb NOT NULL,
    conversation_ids jsonb NOT NULL,
    follows boolean NOT NULL,
    closed_at timestamptz,
    reopened_at timestamptz,
    PRIMARY KEY (account_id, ticket_id)
);
CREATE INDEX ticket_board_by_stage ON ticket_board (account_id, pipeline_id, stage, moved_at, ticket_id);
CREATE INDEX ticket_board_by_owner ON ticket_board (account_id, owner_id, moved_at, ticket_id);
-- names are as long as the subjects they come from, and an index entry is not
CREATE INDEX ticket_board_by_name ON ticket_board (account_id, left(lower(name), 60) text_pattern_ops);
CREATE INDEX ticket_board_by_words ON ticket_board USING gin (
    to_tsvector('simple', regexp_replace(name || ' ' || coalesce(description, ''), '[^[:alnum:]]+', ' ', 'g'))
);
CREATE INDEX ticket_board_last_moved ON ticket_board (account_id, moved_at, ticket_id);
CREATE INDEX ticket_board_newest ON ticket_board (account_id, opened_at, ticket_id);
CREATE INDEX ticket_board_by_contact ON ticket_board (account_id, contact_id);
CREATE INDEX ticket_board_by_conversation ON ticket_board (account_id, conversation_id);

CREATE TABLE ticket_board_history (
    LIKE ticket_board,
    valid_to bigint NOT NULL,
    PRIMARY KEY (account_id, ticket_id, position)
);
CREATE INDEX ticket_board_history_by_end ON ticket_board_history (account_id, valid_to);
CREATE INDEX ticket_board_history_by_contact ON ticket_board_history (account_id, contact_id);
CREATE INDEX ticket_board_history_by_conversation ON ticket_board_history (account_id, conversation_id);

CREATE TABLE ticket_board_pipelines (
    account_id uuid NOT NULL,
    pipeline_id uuid NOT NULL,
    name text NOT NULL,
    stages jsonb NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    archived boolean NOT NULL,
    removed jsonb NOT NULL,
    PRIMARY KEY (account_id, pipeline_id)
);
-- Conversations and contacts of a ticket beside those it was opened for, past ones too: which are there now, the
-- ticket's own row says.
CREATE TABLE ticket_board_links (
    account_id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    object_id uuid NOT NULL,
    PRIMARY KEY (account_id, ticket_id, object_id)
);
CREATE INDEX ticket_board_links_by_object ON ticket_board_links (account_id, object_id);
CREATE TABLE ticket_board_counters (
    account_id uuid NOT NULL,
    pipeline_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    stage text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (account_id, pipeline_id, inbox_id, stage)
);
-- Tickets are named after mails: which conversation a message is in, so that its ticket can be masked.
CREATE TABLE ticket_board_messages (
    account_id uuid NOT NULL,
    message_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    PRIMARY KEY (account_id, message_id)
);
