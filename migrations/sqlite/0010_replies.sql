-- Messages that came to the office's mailbox, each handled once. Not facts: what an answer did, the log says. What people wrote is sealed with the
-- installation's secret, is kept for 90 days, and goes with the person when the person is erased.
CREATE TABLE replies (
    reply_id    BLOB    NOT NULL PRIMARY KEY, -- 16 bytes of the SHA-256 of Message-ID and sender: the same message again is the same row
    log_id      BLOB,                         -- the office (16 bytes); NULL when no office knows the sender
    reminder_id BLOB,                         -- the letter answered, if it was found
    person_id   BLOB,                         -- who wrote, if the address is a person's
    item        INTEGER,                      -- which item of the letter, from 0
    outcome     TEXT    NOT NULL,             -- marked, move_requested, refused, noted, bounced, automatic, unknown
    fault       TEXT,                         -- why it was refused or is not trusted: a code
    receipt_id  BLOB,                         -- the letter that answers it
    sender      BLOB    NOT NULL,             -- keyed hash of the sender's address: how many receipts it got
    sealed      BLOB,                         -- JSON of sender, subject and words, sealed; NULL when nobody has to read them
    received_at INTEGER NOT NULL,             -- microseconds since 1970, UTC
    read_at     INTEGER                       -- when somebody of the office said so; NULL while it waits
) STRICT, WITHOUT ROWID;

CREATE INDEX replies_by_office ON replies (log_id, received_at);
CREATE INDEX replies_by_age ON replies (received_at);
CREATE INDEX replies_by_sender ON replies (sender, received_at);
CREATE INDEX replies_by_receipt ON replies (receipt_id);
