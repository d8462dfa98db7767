# Checking the log from outside: signed notes, proofs, the auditor's package.
help-vekha-key = Prints the public key that notes of the log are signed with
help-vekha-key-accept = Take the secret beside the database for the installation's: only when the old one is lost for good
help-vekha-prove = Writes the proof that an activity's entries are in the log
help-vekha-prove-activity = Id of the activity
help-vekha-package = Writes the auditor's package: log, revisions of the plan, documents, notes and a signed manifest
help-vekha-package-roadmap = Id, number of the order, or words of the title or territory; the whole office unless given
cli-no-activity = There is no such activity. Take the id from the address of its page.
cli-package-nothing = On that day nothing was in the log yet. Name a later day: --as-of.
cli-bad-note = the file has to hold a note signed with this installation's key (vekha key). Take it whole from a letter or from the page "Integrity", with its signature.
package-proof-number = No.
package-proof-link = Confirming document
package-proof-added = Named on
package-proof-removed = Removed on
package-proof-state = At the last look
package-proof-checked = Looked at on
package-proof-sha256 = SHA-256
package-link-opens = opens
package-link-moved = moved
package-link-not-found = not found
package-link-needs-sign-in = asks to sign in
package-link-could-not-check = could not be checked
package-link-unchecked = not looked at
package-readme =
    AUDITOR'S PACKAGE
    As of { $day }.

    What is in here
    – log.jsonl: the office's whole log, an event a line, with its hashes;
    – heads: signed notes of the log, a file each; the last one is of the end of this log;
    – key.txt: the public key that notes and manifest are signed with;
    – plan: the plan on the day of its order, of each amending order and of the package, as a table (csv) and for programs (json);
    – proofs.csv and proofs.json: confirming documents, what the last look found, hashes of what was found;
    – reports.json: reports and yearly analyses as issued, with their figures; reports: the same as Word documents;
    – manifest.json: the files with sizes and hashes; manifest.note: its signature.

    Personal data
    Names, addresses and telephone numbers are sealed in the log: this file does not open them. The files under plan name the responsible as the order and the pages do. Grounds, notes and results are in the words of those who wrote them. Treat the package as a document with names in it.

    How to check it
    1. Take the program vekha-verify from Vekha's public sources (services/verifier). It needs neither Vekha nor a network.
    2. Run: vekha-verify package FILE.zip --lang en
    3. Compare the key it prints with one that came another way: from a letter to an outside keeper, from a report.
    4. If you or an outside keeper hold an earlier note, run: vekha-verify package FILE.zip --note NOTE.txt --key KEY

    What this proves
    No byte of the package was changed since it was made. The log is whole: no event was changed, removed or moved. All that was in the log before a note kept outside is as it was. Later entries could be rewritten unseen by whoever has the database and the key, which is why notes are sent out.
    Do not unpack the package to pack it again: the file itself is what is checked.
menu-integrity = Integrity
integrity-ends = Events in the log: { $n }. The last one was recorded { $at }.
integrity-head = Where the log ends
integrity-check = Check the chain now
integrity-whole = Checked { $at }: the chain is intact, { $n } events.
integrity-broken = Checked { $at }: the chain is broken at event { $position }. { $why } Stop working, keep the database file as it is and compare it with the last backup.
integrity-qr = Number of the last event and hash of the chain, for a telephone
integrity-anchor = Log, number of the last event and hash of the chain in one line. Keep it where whoever runs the database cannot change it:
integrity-signed = Signed notes
integrity-signed-lead = Once a day, if the log grew, the program signs where it ends. A note is a small text file; keep it.
integrity-none = There are no notes yet: the first one comes with the next evening.
integrity-more = Earlier notes: { $n }. All of them are in the auditor's package.
integrity-when = Signed
integrity-number = Last event
integrity-chain = Hash of the chain
integrity-key = Public key
integrity-keepers = Outside keepers
integrity-keepers-lead = Organisations outside the office that keep notes. The more there are and the farther away, the harder it is to rewrite the past unseen.
integrity-no-keepers = No keepers are named.
integrity-since = keeps since
integrity-dismiss = Keeps no longer
integrity-keeper = Organisation with a mailbox
integrity-choose = Choose an organisation
integrity-name = Name as keeper
integrity-no-choices = To name a keeper, enter an organisation and give its mailbox on its page.
integrity-no-mailbox = This organisation has no mailbox. Give it one on its page or choose another.
integrity-done-named = The keeper is named.
integrity-done-dismissed = The keeper keeps notes no longer.
integrity-outside = How to check without us
integrity-package = Download the auditor's package
integrity-package-note = An archive with the log, revisions of the plan, confirming documents, reports and notes. The files of the plan name the responsible.
integrity-log = Download the log as JSON Lines
integrity-step-program = Take the program vekha-verify from the public sources. It knows nothing of Vekha, uses no network and reads only the files named.
integrity-step-package = Check the package. Any byte changed, added or removed is named.
integrity-step-key = Compare the public key it prints with one that came another way: from a report, from an outside keeper.
integrity-step-note = Compare with a note that was not kept by us. A letter saved as text will do.
integrity-step-log = A log taken by itself is checked likewise.
integrity-step-proof = A school does not need the whole log: the page of an activity has "Proof of entries".
integrity-limits = Without a note from outside it cannot be seen that the log was written anew or its end cut off. What is later than the last such note could be rewritten by whoever has the database and the key.
integrity-proof = Proof of entries
item-head = note of the log up to event { $position }
letters-why-keeper = You got this letter on { $day } because the organisation is named as an outside keeper of notes.
letters-head-title = Note of the log: event { $position }
letters-head-lead = Keep this letter or the attached file where the sender cannot change it. Later the note will show that everything before this event is as it was.
letters-head-key = Public key: { $key }
letters-head-page = How to check
mailbook-kind-head = note of the log for a keeper
