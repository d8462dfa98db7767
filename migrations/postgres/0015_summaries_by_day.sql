-- The region asks for the summaries of a day of all offices, and clears away those that nobody made anew for long; the key begins with the office.
CREATE INDEX summaries_by_day ON summaries (code, day);
CREATE INDEX summaries_by_age ON summaries (made_at);
