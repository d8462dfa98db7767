-- Links that sign in once: by letter on request, or with an invitation. Only the hash is kept: a copy of this table signs nobody in.
CREATE TABLE sign_in_links (
    token      BLOB    NOT NULL PRIMARY KEY, -- SHA-256 of what the address ends with
    account_id BLOB    NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    invitation INTEGER NOT NULL,             -- 1: the first sign-in of a new account, which then chooses its password
    created_at INTEGER NOT NULL,             -- microseconds since 1970, UTC
    expires_at INTEGER NOT NULL,             -- the same; a link that was used is gone
    CHECK (invitation IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_links_by_account ON sign_in_links (account_id, expires_at);

-- An account that is closed cannot sign in; opened again it is the same one. An account without a password has an empty one, which nothing matches.
ALTER TABLE accounts ADD COLUMN locked_at INTEGER; -- microseconds since 1970, UTC
ALTER TABLE accounts ADD COLUMN seen_at INTEGER;   -- when its owner was last there; renewed with the session

-- Whoever has just come by a link may choose a password without the old one.
ALTER TABLE sessions ADD COLUMN by_link INTEGER NOT NULL DEFAULT 0; -- 1: signed in by a link
