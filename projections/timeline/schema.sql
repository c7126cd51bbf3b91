CREATE TABLE timeline (
    account_id uuid NOT NULL,
    object_kind text NOT NULL,
    object_id uuid NOT NULL,
    position bigint NOT NULL,
    topic text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    correlation_id uuid NOT NULL,
    causation_id uuid,
    PRIMARY KEY (account_id, object_id, position)
);
