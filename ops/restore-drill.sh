#!/usr/bin/env bash
# Restores a fresh backup of a living database into a temporary folder, checks it, and compares the two logs.
# ops/restore-drill.sh /var/lib/vekha/vekha.db [BINARY]
set -euo pipefail
database=${1:?which database}
vekha=${2:-vekha}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

cp "$database.secret" "$room/vekha.db.secret"
# Before the backup: whoever is in the list is erased in the backup too, so nothing is added to its log.
if [ -e "$database.erased" ]; then cp "$database.erased" "$room/vekha.db.erased"; fi
"$vekha" backup "$room/backup.db" --database "sqlite://$database" >/dev/null
"$vekha" restore "$room/backup.db" --database "sqlite://$room/vekha.db"
"$vekha" verify --database "sqlite://$room/vekha.db"
"$vekha" rebuild --database "sqlite://$room/vekha.db"
# The living log may have grown meanwhile: every line of the restored one must stand in it.
"$vekha" log export "$room/restored.jsonl" --database "sqlite://$room/vekha.db" >/dev/null
"$vekha" log export "$room/living.jsonl" --database "sqlite://$database" >/dev/null
lost=$(sort "$room/restored.jsonl" | comm -23 - <(sort "$room/living.jsonl") | wc -l)
[ "$lost" = 0 ] || { echo "The restored log has $lost lines that the living one has not." >&2; exit 1; }
echo "Restored: $(wc -l <"$room/restored.jsonl") lines of log, all of them in the living one."
