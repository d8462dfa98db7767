# Events about trust in the log: signatures, their keepers, looks at documents, reports.
event-head_signed = the log was signed at entry No. { $position }
event-witness_named = “{ $organisation }” was named as a keeper of signatures{ $basis }
event-witness_dismissed = “{ $organisation }” keeps signatures no longer{ $basis }
event-link_checking_set = { $on ->
    [off] checking of proof links is off
   *[on] checking of proof links is on: each once in { $days } days, at most { $budget } a day, { $copies ->
        [on] copies are kept
       *[off] no copies are kept
    }
}
event-proof_sample_drawn = proofs were drawn for checking by hand: { $drawn } of { $population } as of { $day }, seed { $seed }{ $roadmap ->
    [none] {""}
   *[other] , roadmap “{ $roadmap }”
}
event-proof_examined = proof examined: { $activity }, due { $term }, { $link }: { $finding ->
    [confirms] confirms the work
    [partly] confirms it in part
    [other] confirms something else
   *[unavailable] cannot be read
}.{ $note }
event-term_report_issued = { $kind ->
    [quarter] the working group’s report for a quarter was issued
   *[term] the working group’s report for a school term was issued
}: No. { $number }, { $from }–{ $to }, as of { $day }: { $done } of { $due } done, roadmap “{ $roadmap }”
event-year_analysis_issued = the yearly analysis of effectiveness was issued: No. { $number }, { $from }–{ $to }, as of { $day }: { $done } of { $due } done, roadmap “{ $roadmap }”
refusal-checking_wrong = Give 1 to 365 days between checks and 1 to 10,000 checks a day.
refusal-sample_empty = There are no proofs to draw from on that day. Choose another day or another roadmap.
refusal-finding_unexplained = Say what is wrong with the document: without that nobody can check the finding.
refusal-report_wrong = A report’s period must not end before it begins, and its day must lie neither before the period nor after today. Mend the days.
refusal-conclusions_too_long = The conclusions are longer than 20,000 characters. Shorten them or attach a document.
