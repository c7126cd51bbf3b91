CREATE TABLE schedule (
    account_id uuid NOT NULL,
    schedule_id uuid NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    ranges jsonb NOT NULL,
    holidays jsonb NOT NULL,
    account_holidays boolean NOT NULL,
    archived boolean NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, schedule_id)
);
