-- Signing in: sessions with their own id, stage and sealed surroundings; counted guesses with the time they pause until,
-- under keyed hashes; used and recovery codes; sign-ins at a provider under way; when tokens were last used.
ALTER TABLE public.sessions ADD COLUMN IF NOT EXISTS session_id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE public.sessions ADD COLUMN IF NOT EXISTS stage text NOT NULL DEFAULT 'full';
ALTER TABLE public.sessions ADD COLUMN IF NOT EXISTS client bytea NOT NULL DEFAULT '';
DROP TABLE IF EXISTS public.sign_ins;
CREATE TABLE IF NOT EXISTS public.guesses (
    key bytea PRIMARY KEY,
    n integer NOT NULL,
    waits_until timestamptz NOT NULL,
    forgotten_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS guesses_forgotten_at ON public.guesses (forgotten_at);
CREATE TABLE IF NOT EXISTS public.used_codes (
    user_id uuid NOT NULL,
    step bigint NOT NULL,
    PRIMARY KEY (user_id, step)
);
CREATE TABLE IF NOT EXISTS public.recovery_codes (
    user_id uuid NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (user_id, digest)
);
CREATE TABLE IF NOT EXISTS public.provider_flows (
    state_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL,
    sealed bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS provider_flows_expires_at ON public.provider_flows (expires_at);
CREATE TABLE IF NOT EXISTS public.token_uses (
    token_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    used_at timestamptz NOT NULL
);
