-- The log: every fact, once, for ever. Everything shown is a fold of these rows.
CREATE TABLE events (
    log_id         BLOB    NOT NULL CHECK (length(log_id) = 16),     -- whose log: one office (UUID, 16 bytes)
    position       INTEGER NOT NULL CHECK (position > 0),            -- 1, 2, 3 … within the log, without gaps
    event_id       BLOB    NOT NULL CHECK (length(event_id) = 16),   -- the event's own id (UUID), unique in the whole database
    stream_id      TEXT    NOT NULL CHECK (stream_id <> ''),         -- what the fact is about, such as activity-…
    version        INTEGER NOT NULL CHECK (version > 0),             -- 1, 2, 3 … within the stream, without gaps
    type           TEXT    NOT NULL CHECK (type <> ''),              -- frozen wire name of the event
    schema_version INTEGER NOT NULL CHECK (schema_version > 0),      -- shape of the payload for this type
    occurred_on    TEXT    NOT NULL CHECK (length(occurred_on) = 10), -- the day the fact speaks of, YYYY-MM-DD
    recorded_at    INTEGER NOT NULL,                                 -- when it was written: microseconds since 1970, UTC; never falls within the log
    actor_id       BLOB    NOT NULL CHECK (length(actor_id) = 16),   -- who did it (UUID)
    command_id     BLOB    NOT NULL CHECK (length(command_id) = 16), -- the command that wrote it (UUID made by the client)
    correlation_id BLOB    CHECK (length(correlation_id) = 16),      -- the affair it belongs to (UUID), if any
    causation_id   BLOB    CHECK (length(causation_id) = 16),        -- the event or command that led to it (UUID), if any
    payload        TEXT    NOT NULL,                                 -- the fact itself; these very bytes are hashed
    leaf_hash      BLOB    NOT NULL CHECK (length(leaf_hash) = 32),  -- SHA-256 over all columns above
    chain_hash     BLOB    NOT NULL CHECK (length(chain_hash) = 32), -- SHA-256 over the previous row's chain_hash and leaf_hash
    PRIMARY KEY (log_id, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX events_by_id ON events (event_id);
CREATE UNIQUE INDEX events_by_stream ON events (log_id, stream_id, version);

-- Where each log ends. The writer takes the next position from here, inside the transaction that inserts.
CREATE TABLE log_head (
    log_id      BLOB    NOT NULL PRIMARY KEY CHECK (length(log_id) = 16), -- whose log
    position    INTEGER NOT NULL CHECK (position > 0),                    -- of the last event
    chain_hash  BLOB    NOT NULL CHECK (length(chain_hash) = 32),         -- of the last event
    recorded_at INTEGER NOT NULL                                          -- of the last event
) STRICT, WITHOUT ROWID;

-- What was answered to each command, so that the same command again has no second effect.
CREATE TABLE commands (
    log_id     BLOB    NOT NULL CHECK (length(log_id) = 16),     -- whose log
    command_id BLOB    NOT NULL CHECK (length(command_id) = 16), -- made by the client
    first      INTEGER NOT NULL,                                 -- position of the first event it wrote
    last       INTEGER NOT NULL CHECK (last >= first),           -- position of the last one
    result     TEXT    NOT NULL,                                 -- what the caller wanted to be answered, byte for byte
    PRIMARY KEY (log_id, command_id)
) STRICT, WITHOUT ROWID;

-- History is not rewritten. INSERT OR REPLACE deletes too, hence PRAGMA recursive_triggers = ON on every connection.
CREATE TRIGGER events_are_not_edited BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'events are never edited'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER commands_are_not_edited BEFORE UPDATE ON commands
BEGIN SELECT raise(ABORT, 'commands are never edited'); END;
CREATE TRIGGER commands_are_not_deleted BEFORE DELETE ON commands
BEGIN SELECT raise(ABORT, 'commands are never deleted'); END;
