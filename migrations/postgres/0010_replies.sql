-- Messages that came to the office's mailbox, each handled once. Not facts: what an answer did, the log says. What people wrote is sealed with the
-- installation's secret, is kept for 90 days, and goes with the person when the person is erased.
CREATE TABLE replies (
    reply_id    BYTEA  NOT NULL PRIMARY KEY, -- 16 bytes of the SHA-256 of Message-ID and sender: the same message again is the same row
    log_id      BYTEA,                       -- the office (16 bytes); NULL when no office knows the sender
    reminder_id BYTEA,                       -- the letter answered, if it was found
    person_id   BYTEA,                       -- who wrote, if the address is a person's
    item        BIGINT,                      -- which item of the letter, from 0
    outcome     TEXT   NOT NULL,             -- marked, move_requested, refused, noted, bounced, automatic, unknown
    fault       TEXT,                        -- why it was refused or is not trusted: a code
    receipt_id  BYTEA,                       -- the letter that answers it
    sender      BYTEA  NOT NULL,             -- keyed hash of the sender's address: how many receipts it got
    sealed      BYTEA,                       -- JSON of sender, subject and words, sealed; NULL when nobody has to read them
    received_at BIGINT NOT NULL,             -- microseconds since 1970, UTC
    read_at     BIGINT                       -- when somebody of the office said so; NULL while it waits
);

CREATE INDEX replies_by_office ON replies (log_id, received_at);
CREATE INDEX replies_by_age ON replies (received_at);
CREATE INDEX replies_by_sender ON replies (sender, received_at);
CREATE INDEX replies_by_receipt ON replies (receipt_id);
