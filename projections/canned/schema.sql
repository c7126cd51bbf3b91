CREATE TABLE canned_replies (
    account_id uuid NOT NULL,
    reply_id uuid NOT NULL,
    name text NOT NULL,
    shortcut text NOT NULL,
    text text NOT NULL,
    scope text NOT NULL,
    scope_id uuid,
    deleted boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, reply_id)
);
CREATE INDEX canned_replies_by_name ON canned_replies (account_id, name, reply_id) WHERE NOT deleted;

CREATE TABLE canned_macros (
    account_id uuid NOT NULL,
    macro_id uuid NOT NULL,
    name text NOT NULL,
    actions jsonb NOT NULL,
    scope text NOT NULL,
    scope_id uuid,
    deleted boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, macro_id)
);
CREATE INDEX canned_macros_by_name ON canned_macros (account_id, name, macro_id) WHERE NOT deleted;
