CREATE TABLE assignment_log (
    account_id uuid NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    outcome text NOT NULL,
    source text NOT NULL,
    assignee_id uuid,
    previous_id uuid,
    policy text NOT NULL,
    rule_version bigint,
    strategy text NOT NULL,
    available_only boolean,
    reasons jsonb NOT NULL,
    considered jsonb NOT NULL,
    facts_position bigint,
    advice text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    correlation_id uuid NOT NULL,
    trigger text NOT NULL,
    team_id uuid,
    notice text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (account_id, position)
);
CREATE INDEX assignment_log_by_conversation ON assignment_log (account_id, conversation_id, position);
-- Whom a worker still has to tell.
CREATE INDEX assignment_log_notices ON assignment_log (at) WHERE notice = 'due';

-- A skipped ticket names its channel; who may read about it depends on the channel's inbox.
CREATE TABLE assignment_log_channels (
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    PRIMARY KEY (account_id, channel_id)
);
