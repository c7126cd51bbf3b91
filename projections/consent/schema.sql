CREATE TABLE consent (
    account_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    mode text NOT NULL,
    method text NOT NULL,
    text_version bigint NOT NULL,
    text_hash text NOT NULL,
    language text NOT NULL,
    given_at timestamptz,
    withdrawn_at timestamptz,
    withdrawn_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, consent_id)
);
CREATE INDEX consent_changed ON consent (account_id, changed_at, consent_id);
CREATE INDEX consent_by_channel ON consent (account_id, channel_id, changed_at, consent_id);
CREATE INDEX consent_by_contact ON consent (account_id, contact_id);
-- What each channel asked in each version.
CREATE TABLE consent_texts (
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    text_version bigint NOT NULL,
    mode text NOT NULL,
    purpose text NOT NULL,
    texts jsonb NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, channel_id, text_version)
);
-- By which words consent is taken back on a channel, where somebody chose them.
CREATE TABLE consent_words (
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    words jsonb NOT NULL,
    replies jsonb NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, channel_id)
);
