-- The log: every fact, once, for ever. Everything shown is a fold of these rows. Texts are compared byte by byte (COLLATE "C"), as on SQLite.
CREATE TABLE events (
    log_id         BYTEA  NOT NULL CHECK (length(log_id) = 16),     -- whose log: one office (UUID, 16 bytes)
    position       BIGINT NOT NULL CHECK (position > 0),            -- 1, 2, 3 … within the log, without gaps
    event_id       BYTEA  NOT NULL CHECK (length(event_id) = 16),   -- the event's own id (UUID), unique in the whole database
    stream_id      TEXT   COLLATE "C" NOT NULL CHECK (stream_id <> ''), -- what the fact is about, such as activity-…
    version        BIGINT NOT NULL CHECK (version > 0),             -- 1, 2, 3 … within the stream, without gaps
    type           TEXT   COLLATE "C" NOT NULL CHECK (type <> ''),  -- frozen wire name of the event
    schema_version BIGINT NOT NULL CHECK (schema_version > 0),      -- shape of the payload for this type
    occurred_on    TEXT   COLLATE "C" NOT NULL CHECK (length(occurred_on) = 10), -- the day the fact speaks of, YYYY-MM-DD
    recorded_at    BIGINT NOT NULL,                                 -- when it was written: microseconds since 1970, UTC; never falls within the log
    actor_id       BYTEA  NOT NULL CHECK (length(actor_id) = 16),   -- who did it (UUID)
    command_id     BYTEA  NOT NULL CHECK (length(command_id) = 16), -- the command that wrote it (UUID made by the client)
    correlation_id BYTEA  CHECK (length(correlation_id) = 16),      -- the affair it belongs to (UUID), if any
    causation_id   BYTEA  CHECK (length(causation_id) = 16),        -- the event or command that led to it (UUID), if any
    payload        TEXT   NOT NULL,                                 -- the fact itself; these very bytes are hashed
    leaf_hash      BYTEA  NOT NULL CHECK (length(leaf_hash) = 32),  -- SHA-256 over all columns above
    chain_hash     BYTEA  NOT NULL CHECK (length(chain_hash) = 32), -- SHA-256 over the previous row's chain_hash and leaf_hash
    PRIMARY KEY (log_id, position)
);

CREATE UNIQUE INDEX events_by_id ON events (event_id);
CREATE UNIQUE INDEX events_by_stream ON events (log_id, stream_id, version);

-- Where each log ends. A writer locks the row, takes the next position from it and moves it, inside the transaction that inserts: so writers
-- of several programs come one after the other, and whoever reads an event has all before it. Rows are rewritten all the time: half of a
-- page is left free for that.
CREATE TABLE log_head (
    log_id      BYTEA  NOT NULL PRIMARY KEY CHECK (length(log_id) = 16), -- whose log
    position    BIGINT NOT NULL CHECK (position > 0),                    -- of the last event
    chain_hash  BYTEA  NOT NULL CHECK (length(chain_hash) = 32),         -- of the last event
    recorded_at BIGINT NOT NULL                                          -- of the last event
) WITH (fillfactor = 50);

-- What was answered to each command, so that the same command again has no second effect.
CREATE TABLE commands (
    log_id     BYTEA  NOT NULL CHECK (length(log_id) = 16),     -- whose log
    command_id BYTEA  NOT NULL CHECK (length(command_id) = 16), -- made by the client
    first      BIGINT NOT NULL,                                 -- position of the first event it wrote
    last       BIGINT NOT NULL CHECK (last >= first),           -- position of the last one
    result     TEXT   NOT NULL,                                 -- what the caller wanted to be answered, byte for byte
    PRIMARY KEY (log_id, command_id)
);

-- History is not rewritten, whoever asks: the triggers hold for replicas of the session role too (ENABLE ALWAYS).
CREATE FUNCTION history_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are never edited or deleted', TG_TABLE_NAME; END
$$;
CREATE TRIGGER events_are_not_edited BEFORE UPDATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION history_is_not_rewritten();
CREATE TRIGGER events_are_not_deleted BEFORE DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION history_is_not_rewritten();
CREATE TRIGGER commands_are_not_edited BEFORE UPDATE ON commands
FOR EACH STATEMENT EXECUTE FUNCTION history_is_not_rewritten();
CREATE TRIGGER commands_are_not_deleted BEFORE DELETE OR TRUNCATE ON commands
FOR EACH STATEMENT EXECUTE FUNCTION history_is_not_rewritten();
ALTER TABLE events ENABLE ALWAYS TRIGGER events_are_not_edited;
ALTER TABLE events ENABLE ALWAYS TRIGGER events_are_not_deleted;
ALTER TABLE commands ENABLE ALWAYS TRIGGER commands_are_not_edited;
ALTER TABLE commands ENABLE ALWAYS TRIGGER commands_are_not_deleted;
