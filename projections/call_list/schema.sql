CREATE TABLE call_list (
    account_id uuid NOT NULL,
    call_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    direction text NOT NULL,
    number text NOT NULL,
    agent_id uuid,
    began_at timestamptz NOT NULL,
    state text NOT NULL,
    rung jsonb NOT NULL,
    placed boolean NOT NULL,
    hanging_up boolean NOT NULL,
    answered_at timestamptz,
    ended_at timestamptz,
    outcome text NOT NULL,
    side text NOT NULL,
    seconds bigint,
    code text NOT NULL,
    consent text NOT NULL,
    recording_id uuid,
    recording_kind text NOT NULL,
    recording_seconds bigint NOT NULL,
    recording_type text NOT NULL,
    recording_blob uuid,
    dropped text NOT NULL,
    transcript text,
    confidence bigint,
    transcript_state text NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, call_id)
);
CREATE INDEX call_list_by_contact ON call_list (account_id, contact_id);
-- Calls that are on: few at a time.
CREATE INDEX call_list_on ON call_list (account_id, began_at) WHERE state <> 'ended';
-- Calls made from here, counted by the hour.
CREATE INDEX call_list_made ON call_list (account_id, began_at) WHERE direction = 'outbound';

CREATE TABLE call_list_recordings (
    account_id uuid NOT NULL,
    recording_id uuid NOT NULL,
    call_id uuid NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (account_id, recording_id)
);
-- What workers look for again and again.
CREATE INDEX call_list_recordings_made ON call_list_recordings (account_id) WHERE state = 'made';
