-- A message or note that can be found, numbered within its account in the order of the log.
CREATE TABLE search (
    account_id uuid NOT NULL,
    n bigint NOT NULL,
    message_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    direction text NOT NULL,
    at timestamptz NOT NULL,
    attached boolean NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (account_id, n)
);
-- Read back from the table's own page rather than from beside it: the words are what ranks.
ALTER TABLE search ALTER COLUMN words SET STORAGE MAIN;
CREATE UNIQUE INDEX search_by_message ON search (account_id, message_id);
CREATE INDEX search_by_contact ON search (account_id, contact_id);

-- The texts, for showing where the words are, and for masking.
CREATE TABLE search_texts (
    account_id uuid NOT NULL,
    n bigint NOT NULL,
    subject text NOT NULL,
    people jsonb NOT NULL,
    files jsonb NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (account_id, n)
);

-- What each block of 1,024 numbers holds: the last number given, and from when to when.
CREATE TABLE search_blocks (
    account_id uuid NOT NULL,
    block bigint NOT NULL,
    last bigint NOT NULL,
    earliest timestamptz NOT NULL,
    latest timestamptz NOT NULL,
    PRIMARY KEY (account_id, block)
);

CREATE TABLE search_contacts (
    account_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    name text NOT NULL,
    addresses jsonb NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (account_id, contact_id)
);

-- Later: only who reads needs what follows, and made all at once it costs a fraction of one row at a time.
-- What has come lately waits in a list that every question reads through, so it is kept short.
CREATE INDEX search_by_words ON search USING gin (words) WITH (gin_pending_list_limit = 512);
CREATE INDEX search_contacts_by_words ON search_contacts USING gin (words) WITH (gin_pending_list_limit = 512);
