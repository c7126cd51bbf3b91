CREATE TABLE contact_profile (
    account_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    owner_id uuid,
    merged_into uuid,
    primary_id uuid,
    created_at timestamptz NOT NULL,
    active_at timestamptz NOT NULL,
    last_seen_at timestamptz,
    conversation_count bigint NOT NULL,
    message_count bigint NOT NULL,
    ticket_count bigint NOT NULL,
    erased_at timestamptz,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, contact_id)
);
CREATE INDEX contact_profile_merged ON contact_profile (account_id, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE contact_profile_identities (
    account_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    proven boolean NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, contact_id, claim_id)
);

-- Later: only who reads needs what follows, and made all at once it costs a fraction of one row at a time.
CREATE INDEX contact_profile_newest ON contact_profile (account_id, active_at, contact_id);
CREATE INDEX contact_profile_created ON contact_profile (account_id, created_at, contact_id);
CREATE INDEX contact_profile_sorted ON contact_profile (account_id, lower(name), contact_id);
CREATE INDEX contact_profile_by_name ON contact_profile (account_id, lower(name) text_pattern_ops, contact_id);
CREATE INDEX contact_profile_by_last_word
    ON contact_profile (account_id, lower(substring(name FROM '[^ ]+$')) text_pattern_ops, contact_id);
CREATE INDEX contact_profile_identities_by_value
    ON contact_profile_identities (account_id, lower(value) text_pattern_ops, contact_id);
CREATE INDEX contact_profile_identities_by_domain
    ON contact_profile_identities (account_id, lower(split_part(value, '@', 2)) text_pattern_ops, contact_id);
