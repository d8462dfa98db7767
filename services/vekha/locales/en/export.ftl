# Tables of pages as files of Excel, Word and CSV.
export-take = Save the table:
export-as-xlsx = Excel
export-as-docx = Word
export-as-csv = CSV
export-file-plan = Roadmap, { $territory }, as of { $day }
export-file-overdue = Overdue, { $territory }, as of { $day }
export-bad-time = The day or the moment in the address was not understood. Open the page for the day you want and save the table from there.
export-order = { $known ->
    [whole] Order No. { $number } of { $date }, period { $from }–{ $to }
    [number] Order No. { $number }, period { $from }–{ $to }
    [date] Order of { $date }, period { $from }–{ $to }
   *[none] Period { $from }–{ $to }
}
export-known-at = as known at { $at }
export-school = Only what { $school } has to do.
export-share = { $percent } ({ $n } of { $all })
export-figures = Completeness { $completeness }, timeliness { $timeliness }, fulfilment { $fulfilment }; overdue { $overdue }, on review { $review }, without a date { $undated }.
export-marked = { $done ->
    [true] { $state } { $performed }, marked { $recorded }
   *[false] { $state }, done { $performed }, marked { $recorded }
}
export-more = and { $n } more
export-understood = Understood as
export-occurrences = Occurrences
export-late = Overdue, working days
export-links = Links
export-sheet-obligations = Obligations
export-sheet-figures = Figures
export-whole = The whole roadmap
export-fulfilled = Done, marked and proved in time
export-on-review = On review
export-occurrence = Occurrence
export-due = Due
export-effective-due = Due after days off
export-executor = Executor
export-performed = Done on
export-recorded = Marked on
export-in-time = In time
export-marked-in-time = Marked in time
export-returned = Returned
export-yes = yes
export-no = no
export-ready = Written: { $file }
export-terminal = A .{ $ending } file is not for the screen. Say where it goes: --output FILE.
