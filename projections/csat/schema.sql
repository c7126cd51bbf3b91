CREATE TABLE csat (
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    assignee_id uuid,
    closing bigint NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    mail text NOT NULL,
    score bigint,
    comment text NOT NULL,
    rated_at timestamptz,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
);
-- What was answered, the newest first; whose mail is still to leave; and whose is to be forgotten.
CREATE INDEX csat_rated ON csat (account_id, inbox_id, rated_at, conversation_id) WHERE rated_at IS NOT NULL;
CREATE INDEX csat_unsent ON csat (asked_at) WHERE mail = '';
CREATE INDEX csat_by_contact ON csat (account_id, contact_id);
CREATE TABLE csat_surveys (
    account_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    asks boolean NOT NULL,
    since timestamptz,
    delay_minutes bigint NOT NULL,
    pause_days bigint NOT NULL,
    question text NOT NULL,
    thanks text NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, inbox_id)
);
-- Closings by a person that hold, as long as it is not decided whether to ask.
CREATE TABLE csat_closings (
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    closing bigint NOT NULL,
    closed_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
);
CREATE INDEX csat_closings_at ON csat_closings (closed_at);
