-- Secrets that come into force with the event of their command: until then, and without it, the former one holds.
CREATE TABLE IF NOT EXISTS vault.staged_secrets (
    account_id uuid NOT NULL,
    name text NOT NULL,
    command_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    master_id text NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (account_id, name, command_id)
);
