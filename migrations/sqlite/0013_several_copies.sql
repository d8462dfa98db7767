-- The mark of the secret that keys of persons and kept words are sealed with: a program with another secret is refused. It opens nothing.
CREATE TABLE secret_mark (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- there is one
    mark BLOB    NOT NULL                              -- SHA-256 of a label and the secret
) STRICT;

-- Sign-ins through a provider of OpenID Connect that were begun and not finished: people come back to any copy of the program. Only the hash of the cookie
-- is kept: a copy of this table signs nobody in.
CREATE TABLE begun_sign_ins (
    cookie   BLOB    NOT NULL PRIMARY KEY, -- SHA-256 of the cookie's value
    begun    TEXT    NOT NULL,             -- JSON: what the provider has to give back, and where to go afterwards
    begun_at INTEGER NOT NULL              -- microseconds since 1970, UTC; good for ten minutes
) STRICT;

CREATE INDEX begun_sign_ins_by_age ON begun_sign_ins (begun_at);
