-- The mark of the secret that keys of persons and kept words are sealed with: a program with another secret is refused. It opens nothing.
CREATE TABLE secret_mark (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- there is one
    mark BLOB    NOT NULL                              -- SHA-256 of a label and the secret
) STRICT;
