# Events of scored monitorings: models, values, notes, recommendations, decisions; and why something cannot be entered.
event-scoring_model_adopted = scoring model “{ $model }” adopted, version { $version }; indicators: { $indicators }
event-values_reported = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $whose } — values entered: { $count } ({ $values })
event-values_corrected = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $whose } — values corrected: { $count } ({ $values }).{ $reason }
event-values_withdrawn = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $whose } — values withdrawn: { $count } (indicators { $values }).{ $reason }
event-note_published = monitoring “{ $monitoring }”, window { $from }–{ $to }: analytical note published { $link }
event-recommendation_issued = monitoring “{ $monitoring }”, window { $from }–{ $to }: recommendation No. { $number } to { $organisation }, due { $due }: “{ $text }”
event-recommendation_done = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $organisation } — recommendation No. { $number } followed, documents: { $links }
event-decision_taken = monitoring “{ $monitoring }”, window { $from }–{ $to }: decision No. { $number } taken “{ $text }”{ $basis }{ $activity ->
    [none] {""}
   *[other] ; added to the roadmap: { $activity }
}
event-class_decided = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $organisation } — { $class ->
    [steadily-unsuccessful] steadily unsuccessful
    [falling] success falls
    [rising] success rises
   *[fluctuating] success fluctuates
}{ $proposed ->
    [otherwise] , not as the program proposed
   *[as-proposed] , as the program proposed
}.{ $reason }
event-self_analysis_noted = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $organisation } — card of self-analysis filled in; factors with measures: { $count }
event-observations_noted = monitoring “{ $monitoring }”, window { $from }–{ $to }: { $organisation } — curator's protocol filled in; risks confirmed: { $count }
scoring-absent = n/a
refusal-indicator_unknown = The scoring model has no such indicator. Download the form again: the indicators may have changed.
refusal-window_still_open = The monitoring window is not closed yet, and values may change. The note is published after it closes.
refusal-value_missing = Enter a value.
refusal-value_not_a_number = A number is needed here.
refusal-value_not_whole = A whole number is needed here.
refusal-value_too_small = The value is below what is allowed. Allowed: { $allowed }.
refusal-value_too_great = The value is above what is allowed. Allowed: { $allowed }.
refusal-value_not_in_set = The indicator has no such value. Allowed: { $allowed }.
refusal-fulfilment_missing = This indicator is taken from the roadmap: confirm the proposed value together with the figures it comes from.
refusal-fulfilment_differs = The value is another one than the roadmap gives. Confirm the proposed one; if the figures are wrong, mend the marks in the roadmap.
refusal-text_missing = Write a text.
refusal-text_too_long = The text is longer than 4,000 characters. Shorten it or attach a document.
refusal-due_past = That day is over. Choose a day not before today.
refusal-recommendation_unknown = There is no such recommendation in this window. Reload the page.
refusal-line_unknown = The model of this monitoring has no such form or line. Reload the page.
refusal-line_twice = A line is there twice. Leave it once.
refusal-line_incomplete = Write both the measure and the period, or leave both fields empty.
refusal-teacher_unknown = The value does not belong in this row: the teacher does not work at this organisation, or the model does not look at teachers.
refusal-model_older = The office already uses this or a newer version of the model. Raise the version in the model's file.
refusal-model_unknown = The office has no such scoring model. Choose one from the list, or adopt it first.
refusal-not_scored = This monitoring has no scoring model: no values of indicators are entered in it.
refusal-change_reason_missing = Write the reason: the window is closed or the decision differs from the proposal, and everyone who reads the results will see it.
refusal-too_many_links = More than 100 links at one value. Put the documents into one and link that.
refusal-answerer_unknown = This organisation does not answer in this monitoring. Choose one from the list.
refusal-at = Value { $place } of the list. { $why }
