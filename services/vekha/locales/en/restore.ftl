# vekha restore: the database comes back from a copy
help-vekha-restore = Puts a backup in the place of the database; the old one stays beside
help-vekha-restore-file = A file that vekha backup made
help-vekha-restore-replace = Take the place of a database that is there: it stays beside under another name
restore-there = The database { $database } is there already. With --replace the backup takes its place, and the old one stays beside under another name.
restore-same = The backup and the database are the same file.
restore-in-use = A program works with the database { $file }. Stop it (systemctl stop vekha) and give the command again. Nothing was changed.
restore-not-whole = { $file } is not a whole backup of this program: it is cut off, damaged, or another program's. The database was not touched.
restore-open = { $file } is a database that was not closed: its -wal file lies beside it. Make a copy with vekha backup.
restore-not-empty = The database on the server is not empty. Make an empty one (CREATE DATABASE) and name it with --database; keep the old one until the new one is checked.
restore-done = Restored: { $database }. All logs are whole.
restore-before = The old database: { $before }. Delete it when it is certainly not needed any more.
restore-erased = People whose data were erased after this backup, erased again: { $n }.
restore-no-list = There is no list of erased people ({ $list }): if anybody was erased after this backup, do it again.
restore-no-secret = The secret { $secret } is not there: people have no names until you put it there.
