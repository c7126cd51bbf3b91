CREATE TABLE IF NOT EXISTS {schema}.{commands} (
    account_id uuid NOT NULL,
    command_id uuid NOT NULL,
    positions bigint[] NOT NULL,
    PRIMARY KEY (account_id, command_id)
)
-- next
CREATE SCHEMA IF NOT EXISTS vault
-- next
CREATE TABLE IF NOT EXISTS vault.subject_keys (
    subject_id uuid PRIMARY KEY,
    master_id text NOT NULL,
    wrapped bytea,
    destroyed_at timestamptz
)
-- next
CREATE OR REPLACE FUNCTION {schema}.{guard}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are immutable' USING ERRCODE = 'integrity_constraint_violation';
END $$
-- next
CREATE OR REPLACE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{guard}()
-- next
CREATE OR REPLACE FUNCTION {schema}.{append}(
    accounts uuid[], commands uuid[], starts int[], stops int[],
    subjects uuid[], masters text[], wraps bytea[],
    read_streams uuid[], read_versions bigint[],
    streams uuid[], versions bigint[], topics text[], states bytea[]
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    recorded bigint[];
BEGIN
    IF cardinality(subjects) > 0 THEN
        INSERT INTO vault.subject_keys (subject_id, master_id, wrapped)
        SELECT * FROM unnest(subjects, masters, wraps);
    END IF;
    LOCK TABLE {schema}.{table} IN EXCLUSIVE MODE;
    NOTIFY {channel};
    IF EXISTS (
        SELECT 1 FROM unnest(read_streams, read_versions) AS read (stream, version)
        JOIN {schema}.{table} AS e ON e.originator_id = read.stream AND e.originator_version = read.version + 1
    ) THEN
        RAISE EXCEPTION 'a stream that was read went on' USING ERRCODE = 'serialization_failure';
    END IF;
    WITH inserted AS (
        INSERT INTO {schema}.{table} (originator_id, originator_version, topic, state)
        SELECT e.stream, e.version, e.topic, e.state
        FROM unnest(streams, versions, topics, states) WITH ORDINALITY AS e (stream, version, topic, state, place)
        ORDER BY e.place
        RETURNING notification_id
    )
    SELECT array_agg(notification_id ORDER BY notification_id) INTO recorded FROM inserted;
    INSERT INTO {schema}.{commands} (account_id, command_id, positions)
    SELECT c.account, c.command, recorded[c.start:c.stop]
    FROM unnest(accounts, commands, starts, stops) AS c (account, command, start, stop)
    WHERE c.command IS NOT NULL;
    RETURN recorded;
END $$
