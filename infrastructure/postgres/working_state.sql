-- Named working state beside the log: sealed secrets and sessions. Losing sessions loses no fact.
CREATE TABLE IF NOT EXISTS vault.secrets (
    account_id uuid NOT NULL,
    name text NOT NULL,
    master_id text NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (account_id, name)
);
CREATE TABLE IF NOT EXISTS public.sessions (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    csrf text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_user ON public.sessions (user_id);
