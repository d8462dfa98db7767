# Confirming documents: the page, looking at links, samples for checking by hand.
menu-proofs = Confirming documents
proofs-lead = Every document that stands at a valid mark, and what the last look at its link found.
proofs-checking = { $on ->
    [off] Links are not looked at automatically.
   *[on] The program looks at each link once in { $days } days, at most { $budget } a day.
}
proofs-dead = Of what is done ({ $of }), not counted because none of its documents opens: { $n }.
proofs-state-opens = opens
proofs-state-moved = leads elsewhere
proofs-state-not-found = does not open
proofs-state-needs-sign-in = asks to sign in
proofs-state-could-not-check = could not be checked
proofs-state-unchecked = not looked at
proofs-any-state = any
proofs-any-host = any
proofs-help = About documents
proofs-found-state = State of the link
proofs-host = Site
proofs-section = Direction
proofs-found = Documents: { $n } of { $of }.
proofs-document = Document
proofs-looked = Looked at
proofs-status = The site's answer
proofs-leads-to = Leads to
proofs-sha256 = SHA-256
proofs-copy = Download the kept copy
proofs-place = No.
proofs-back = ← Previous
proofs-on = Next →
proofs-samples = Checking by hand
proofs-samples-lead = A random sample of documents for a person to check: does the document prove the work? Findings change no mark and no figure.
proofs-sample-line = { $day }: { $n } of { $of }
proofs-many = How many documents to draw
proofs-many-wrong = Enter a whole number from 1 to { $most }.
proofs-draw = Draw documents
sample-title = Sample of documents of { $day }
sample-sheet = Sample
sample-from = Drawn by { $by }: { $n } of the { $of } documents that stood at valid marks on { $day }.
sample-rule = Rule: the documents stand in the order of the roadmap, then by due day and executor (that order is in the Excel file of the page of documents for the same day) and are shuffled (Fisher–Yates) by SplitMix64 seeded with { $seed }. The same seed and documents give the same sample.
sample-result = Confirm: { $n } of { $of }{ $left ->
    [0] {""}
   *[other] , not checked yet: { $left }
}
sample-sum = { $words }: { $n }
sample-open = not checked yet
sample-proves = What it should prove
sample-finding = Finding
sample-findings = Record of the check
sample-gone = The mark or the document is no longer in the log.
finding-confirms = confirms
finding-partly = confirms a part
finding-other = confirms something else
finding-unavailable = could not be read
finding-choose = Choose a finding
finding-missing = Choose a finding: does the document prove the work?
finding-record = Record a finding
finding-note = Explanation (needed unless the document confirms)
finding-told = { $day }, { $by }: { $words }{ $note ->
    [none] {""}
   *[other] {" "}— { $note }
}
export-file-proofs = Confirming documents, { $territory }, as of { $day }
export-file-sample = Sample of documents, { $territory }, as of { $day }
links-title = Looking at links to documents
links-lead = The program opens the address of each confirming document as a browser does: one request at a time, with a pause between requests to one site, up to 10 MB. It learns whether the document opens, has moved, is gone or asks to sign in, and remembers its checksum. Addresses inside the office's network are not opened. No mark and no term is changed.
links-off-why = Until this is switched on, the program makes no request to the internet for documents: sites see who asks, and the office's network may not allow it.
links-demo = The demonstration asks nothing of the internet, even when this is switched on.
links-on = Look at links
links-days = Look at each link once in so many days (1 to 365)
links-days-wrong = Enter a whole number of days from 1 to 365.
links-budget = Looks a day, at most (1 to 10,000)
links-budget-wrong = Enter a whole number from 1 to 10,000.
links-copies = Keep copies of documents
links-copies-note = The coordinator, the auditor and the administrator will see a copy even when the document is taken off its site. Documents may hold personal data: keep copies only if there is a ground for it.
links-now = { $on ->
    [off] Links are not looked at.
   *[on] Links are looked at: each once in { $days } days, at most { $budget } a day, { $copies ->
        [on] copies are kept.
       *[off] no copies are kept.
    }
}
links-are-off = Looking at links is switched off. Switch it on on the page "Settings", or give --anyway to look once.
links-looked = { $state }: { $link }
links-total = Links looked at: { $n }
help-vekha-links = Links to confirming documents
help-vekha-links-check = Looks at the links whose turn has come
help-vekha-links-check-limit = At most so many
help-vekha-links-check-anyway = Look although looking is switched off
doctor-links-on = links are looked at, { $all } documents, { $dead } do not open, { $unchecked } not looked at
doctor-links-dead = confirming documents that do not open: { $dead } of { $all } ({ $unchecked } not looked at). The page "Confirming documents" names them
doctor-links-off = links are not looked at, { $all } documents, { $dead } do not open, { $unchecked } not looked at
proof-hash = SHA-256: { $sha256 }
