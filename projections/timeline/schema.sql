CREATE TABLE timeline (
    account_id uuid NOT NULL,
    object_kind text NOT NULL,
    object_id uuid NOT NULL,
    position bigint NOT NULL,
    topic text NOT NULL,
    PRIMARY KEY (account_id, object_id, position)
);
