-- Who may sign in. A service's own table, not facts: what a person did is in the log, how the person proves to be that person is here.
CREATE TABLE accounts (
    account_id BYTEA  NOT NULL PRIMARY KEY, -- 16 bytes
    login      TEXT COLLATE "C" NOT NULL UNIQUE, -- trimmed and in lower case
    password   TEXT   NOT NULL,             -- Argon2id in PHC form
    person_id  BYTEA  NOT NULL,             -- the actor of this account's commands (16 bytes)
    log_id     BYTEA  NOT NULL,             -- the office it belongs to (16 bytes)
    api_token  BYTEA  UNIQUE,               -- SHA-256 of the token for programs, if there is one
    created_at BIGINT NOT NULL              -- microseconds since 1970, UTC
);

-- Signed-in browsers. Only the hash of the cookie is kept: a copy of this table signs nobody in.
CREATE TABLE sessions (
    cookie     BYTEA  NOT NULL PRIMARY KEY, -- SHA-256 of the cookie's value
    account_id BYTEA  NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,             -- microseconds since 1970, UTC: the absolute time-out counts from here
    seen_at    BIGINT NOT NULL,             -- the idle time-out counts from here; renewed at most once in five minutes
    address    TEXT   NOT NULL,             -- where it came from, for the list of one's sessions
    agent      TEXT   NOT NULL              -- the browser, for the same list
);

CREATE INDEX sessions_by_account ON sessions (account_id, address);
