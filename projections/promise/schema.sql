CREATE TABLE promise_policies (
    account_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    name text NOT NULL,
    schedule_id uuid,
    inbox_ids jsonb NOT NULL,
    channel_ids jsonb NOT NULL,
    targets jsonb NOT NULL,
    warn_minutes bigint NOT NULL,
    archived boolean NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, policy_id)
);
CREATE TABLE promise (
    account_id uuid NOT NULL,
    promise_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    policy_id uuid,
    basis text NOT NULL,
    running boolean NOT NULL,
    warn_minutes bigint NOT NULL,
    reply_goal text NOT NULL,
    reply_due timestamptz,
    reply_state text NOT NULL,
    resolution_due timestamptz,
    resolution_state text NOT NULL,
    due_at timestamptz,
    next_at timestamptz,
    met bigint NOT NULL,
    breached bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, promise_id)
);
CREATE UNIQUE INDEX promise_of ON promise (account_id, conversation_id);
-- What is due first, of inboxes; and what a clock has to write next.
CREATE INDEX promise_due ON promise (account_id, inbox_id, due_at, conversation_id) WHERE due_at IS NOT NULL;
CREATE INDEX promise_next ON promise (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX promise_running ON promise (account_id, conversation_id) WHERE running;
