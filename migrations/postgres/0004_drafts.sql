-- Orders that were read and are not adopted yet, with what their coordinator chose so far. Not facts: nothing of it is in the log, and a draft goes away
-- when it is adopted, thrown away, or a month old. Names of people stand in it as the order prints them.
CREATE TABLE drafts (
    draft_id   BYTEA  NOT NULL PRIMARY KEY, -- 16 bytes; becomes the id of the command that adopts it, and of the roadmap
    log_id     BYTEA  NOT NULL,             -- the office (16 bytes)
    account_id BYTEA  NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE, -- whose it is; nobody else sees it
    created_at BIGINT NOT NULL,             -- microseconds since 1970, UTC
    name       TEXT   NOT NULL,             -- name of the file; empty for a pasted table
    read_order TEXT   NOT NULL,             -- JSON: the order as it was read
    choices    TEXT   NOT NULL              -- JSON: heading and terms as typed so far
);

CREATE INDEX drafts_by_account ON drafts (account_id, log_id, created_at);
