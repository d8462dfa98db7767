-- Copies of confirming documents, each once by what it is. Which office found it where, and when, its log knows.
CREATE TABLE kept_copies (
    sha256        BYTEA  PRIMARY KEY NOT NULL,
    content       BYTEA  NOT NULL,
    content_type  TEXT   NOT NULL, -- as the server called it; never believed when the copy is given out
    size          BIGINT NOT NULL, -- bytes
    first_seen_at BIGINT NOT NULL
);
