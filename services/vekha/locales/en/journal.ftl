# The journal of an office: all entries and one entry.
journal-about = { $number } { $n ->
    [one] entry
   *[other] entries
}; entries are only added, a correction is a new entry
journal-own = Only entries that concern you and your organisation are shown.
journal-filter = Filter
journal-kind = Kind
journal-any-kind = all entries
journal-kind-marks = marks
journal-kind-review = acceptance
journal-kind-terms = deadlines
journal-kind-responsible = the responsible
journal-kind-links = links
journal-kind-plan = contents of the roadmap
journal-kind-people = people
journal-kind-office = the office
journal-kind-meetings = meetings
journal-kind-monitoring = monitorings
journal-kind-letters = letters
journal-kind-audit = reports and checks
journal-subject = Subject
journal-any-subject = any
journal-subject-activity = activity
journal-subject-roadmap = roadmap
journal-subject-person = person
journal-subject-office = office
journal-subject-meeting = meetings
journal-subject-monitoring = monitoring
journal-subject-letter = letter
journal-subject-audit = reports and checks
journal-number = Activity No.
journal-by = Who did it
journal-words = Words
journal-from = Recorded from
journal-to = Recorded to
journal-wrong-day = The date was not understood. It should look like 05.07.2023.
journal-shown = { $n } shown: No. { $first } to No. { $last }, newest first.
journal-shown-last = { $n } shown: No. { $first } to No. { $last }, newest first. There are none earlier.
journal-none = No entries found.
journal-all = Show all
journal-newest = To the newest entries
journal-older = Earlier entries
journal-whole = Is the journal whole
journal-head = The last entry is No. { $position }, { $moment }. The chain's hash after it:
journal-head-then = The last entry known then is No. { $position }, { $moment }. The chain's hash after it:
journal-verify = Every entry is tied by a hash to those before it. The whole chain is recomputed by
journal-anchor = Keep this line in a file outside the program; whether anything before it was changed is then told by
entry-heading = Entry No. { $number }
entry-steps = Neighbouring entries
entry-before = Previous, No. { $number }
entry-after = Next, No. { $number }
entry-before-of-it = Previous about { $subject ->
    [activity] this activity
    [roadmap] this roadmap
    [person] this person
    [meeting] about these meetings
    [monitoring] about this monitoring
    [letter] about this letter
   *[office] the office
}, No. { $number }
entry-after-of-it = Next about { $subject ->
    [activity] this activity
    [roadmap] this roadmap
    [person] this person
    [meeting] about these meetings
    [monitoring] about this monitoring
    [letter] about this letter
   *[office] the office
}, No. { $number }
entry-envelope = When, who and about what
entry-about = Subject
entry-version = entry { $n }
entry-kind = Kind
entry-shape = version { $version }
entry-occurred = For which day
entry-recorded = Recorded
entry-actor = Who
entry-command = Command
entry-id = Event id
entry-payload = What is recorded
entry-chain = Place in the chain
entry-leaf = Hash of the entry
entry-link = Hash of the chain
entry-covers = The entry's hash covers all its fields and its payload, the chain's hash covers it and the hash before. Recompute with
