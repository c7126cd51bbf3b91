CREATE TABLE channel_list (
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    kind text NOT NULL,
    steps jsonb NOT NULL,
    connected boolean NOT NULL,
    paused boolean NOT NULL,
    disconnected boolean NOT NULL,
    cause text NOT NULL,
    provider text NOT NULL,
    terms jsonb,
    address text NOT NULL,
    hosted_address text NOT NULL,
    form_id uuid,
    sender jsonb,
    signature jsonb,
    forwarded_to text NOT NULL,
    rule jsonb,
    ticket_automation jsonb,
    chat jsonb,
    messenger jsonb,
    whatsapp jsonb,
    calling jsonb,
    verified_at timestamptz,
    last_inbound_at timestamptz,
    started_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, channel_id)
);
CREATE INDEX channel_list_by_inbox ON channel_list (account_id, inbox_id);
CREATE INDEX channel_list_by_hosted_address ON channel_list (hosted_address);

-- Only what has not become a message (or a duplicate of one) has a row.
CREATE TABLE channel_list_intake (
    account_id uuid NOT NULL,
    intake_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    size bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    attempts bigint NOT NULL,
    accepted_at timestamptz NOT NULL,
    since timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, intake_id)
);
-- What somebody should know of: the rest was set aside for a reason, and may be much.
CREATE INDEX channel_list_intake_open ON channel_list_intake (since) WHERE state IN ('waiting', 'failed');
CREATE INDEX channel_list_intake_newest ON channel_list_intake (account_id, accepted_at, intake_id);
