CREATE TABLE people_accounts (
    account_id uuid PRIMARY KEY,
    name text NOT NULL,
    created_on date NOT NULL,
    time_zone text NOT NULL,
    language text NOT NULL,
    tickets_per_contact bigint,
    reopen_days bigint,
    properties jsonb NOT NULL,
    subscriptions jsonb NOT NULL,
    data_privacy boolean NOT NULL,
    branding jsonb NOT NULL,
    logo_id uuid,
    logo_type text NOT NULL,
    relay jsonb,
    owner_rules jsonb NOT NULL,
    forwards_by text NOT NULL,
    holidays jsonb NOT NULL,
    screen_grace bigint,
    default_pipeline_id uuid,
    version bigint NOT NULL,
    position bigint NOT NULL
);
CREATE TABLE people_users (
    account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    roles jsonb NOT NULL,
    permissions jsonb NOT NULL,
    seats jsonb NOT NULL,
    active boolean NOT NULL,
    has_password boolean NOT NULL,
    second_factor boolean NOT NULL,
    available boolean NOT NULL,
    available_until timestamptz,
    available_cause text NOT NULL,
    available_since timestamptz NOT NULL,
    working_hours jsonb,
    capacity_live bigint,
    capacity_total bigint,
    personal_address text,
    shown_name text NOT NULL,
    about text NOT NULL,
    phone text NOT NULL,
    picture_id uuid,
    picture_type text NOT NULL,
    invited_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, user_id)
);
-- Whose availability may change as time goes by, or with their screens.
CREATE INDEX people_users_settling ON people_users (account_id, user_id)
    WHERE active AND (available OR available_until IS NOT NULL OR working_hours IS NOT NULL OR available_cause = 'screen_lost');
CREATE TABLE people_teams (
    account_id uuid NOT NULL,
    team_id uuid NOT NULL,
    name text NOT NULL,
    archived boolean NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, team_id)
);
CREATE TABLE people_members (
    account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    team_id uuid NOT NULL,
    extra boolean NOT NULL,
    PRIMARY KEY (account_id, user_id, team_id)
);
CREATE INDEX people_members_by_team ON people_members (account_id, team_id);
CREATE TABLE people_inboxes (
    account_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    name text NOT NULL,
    everyone boolean NOT NULL,
    user_ids jsonb NOT NULL,
    team_ids jsonb NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, inbox_id)
);
-- A machine brings its token before anybody knows whose it is.
CREATE TABLE people_tokens (
    account_id uuid NOT NULL,
    token_id uuid NOT NULL,
    name text NOT NULL,
    scopes jsonb NOT NULL,
    issued_by text NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, token_id)
);
CREATE INDEX people_tokens_by_id ON people_tokens (token_id);
CREATE TABLE people_loads (
    account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    open bigint NOT NULL,
    live bigint NOT NULL,
    last_taken_at timestamptz,
    PRIMARY KEY (account_id, user_id)
);
CREATE TABLE people_slots (
    account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    live boolean NOT NULL,
    PRIMARY KEY (account_id, user_id, conversation_id)
);
