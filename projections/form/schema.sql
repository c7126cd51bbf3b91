CREATE TABLE form (
    account_id uuid NOT NULL,
    form_id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    form_version bigint NOT NULL,
    fields_count bigint NOT NULL,
    has_ticket_fields boolean NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    channel_id uuid,
    inbox_id uuid,
    archived boolean NOT NULL,
    submissions bigint NOT NULL,
    last_submitted_at timestamptz,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, form_id)
);
CREATE INDEX form_by_name ON form (account_id, archived, name, form_id);

CREATE TABLE form_versions (
    account_id uuid NOT NULL,
    form_id uuid NOT NULL,
    form_version bigint NOT NULL,
    name text NOT NULL,
    at timestamptz NOT NULL,
    by text NOT NULL,
    fields_count bigint NOT NULL,
    submissions bigint NOT NULL,
    definition jsonb NOT NULL,
    PRIMARY KEY (account_id, form_id, form_version)
);

-- What a form's channel does.
CREATE TABLE form_channels (
    account_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    connected boolean NOT NULL,
    paused boolean NOT NULL,
    tickets boolean NOT NULL,
    PRIMARY KEY (account_id, channel_id)
);

CREATE TABLE form_submissions (
    account_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    form_id uuid NOT NULL,
    form_version bigint NOT NULL,
    inbox_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    message_id uuid NOT NULL,
    intake_id uuid NOT NULL,
    ticket_id uuid,
    ticket_skipped text NOT NULL,
    submitted_at timestamptz NOT NULL,
    page text NOT NULL,
    given jsonb NOT NULL,
    files jsonb NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
);
CREATE UNIQUE INDEX form_submissions_by_id ON form_submissions (account_id, submission_id);
CREATE INDEX form_submissions_by_form ON form_submissions (account_id, form_id, position);
CREATE INDEX form_submissions_in_order ON form_submissions (account_id, position);
CREATE INDEX form_submissions_by_contact ON form_submissions (account_id, contact_id, position);
CREATE INDEX form_submissions_by_message ON form_submissions (account_id, message_id);
