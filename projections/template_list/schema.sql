CREATE TABLE template_list (
    account_id uuid NOT NULL,
    template_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    category text NOT NULL,
    status text NOT NULL,
    reason text NOT NULL,
    header jsonb NOT NULL,
    body text NOT NULL,
    footer text NOT NULL,
    buttons jsonb NOT NULL,
    gone boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    version bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (account_id, template_id)
);
CREATE INDEX template_list_by_channel ON template_list (account_id, channel_id, name, language) WHERE NOT gone;
