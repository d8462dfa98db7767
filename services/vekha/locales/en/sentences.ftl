# Events as sentences. Before the colon: who recorded it.
event-by = { $who }: { $words }
event-basis = . Basis: { $words }
who-program = The program
who-erased = erased person
executor-joint = the responsible together
term-open = no date
activity-numbered = { $number } "{ $title }"
activity-unnumbered = "{ $title }"
order-number-date = order of { $date } No. { $number }
order-number = order No. { $number }
order-date = order of { $date }
order-none = order without number and date
event-office_registered = office "{ $office }" ({ $territory }) registered
event-organisation_added = organisation "{ $organisation }" added
event-organisation_closed = organisation "{ $organisation }" closed{ $basis }
event-organisation_renamed = organisation "{ $former }" is now called "{ $name }"{ $basis }
event-group_defined = group "{ $group }" defined
event-group_member_added = { $organisation } belongs to the group "{ $group }" from { $day }{ $basis }
event-group_member_removed = { $organisation } left the group "{ $group }" on { $day }{ $basis }
event-calendar_day_changed = { $kind ->
    [off] { $day } is a day off{ $basis }
    [working] { $day } is a working day{ $basis }
   *[as-federal] { $day } follows the federal calendar again{ $basis }
}
event-school_terms_set = school year { $year }: terms { $terms }
event-person_registered = person added: { $person }
event-contact_changed = name, e-mail or phone changed: { $person }
event-role_granted = { $person }: granted the role "{ $role ->
    [coordinator] coordinator
    [responsible] responsible person
    [head] head of an organisation
    [auditor] auditor
    [region] region
   *[administrator] administrator
}"
event-role_revoked = { $person }: lost the role "{ $role ->
    [coordinator] coordinator
    [responsible] responsible person
    [head] head of an organisation
    [auditor] auditor
    [region] region
   *[administrator] administrator
}"
event-person_moved = { $person } from { $day }: place of work — { $place }, post — { $post }
event-person-no-place = not stated
event-person-no-post = not stated
event-substitution_set = { $person }: from { $from } to { $to } { $substitute } stands in{ $basis }
event-substitution_ended = { $person }: the substitution set from { $from } ends on { $day }{ $basis }
event-leave_set = { $person }: { $kind ->
    [leave] on leave
    [trip] on a business trip
   *[absence] away
} from { $from } to { $to }
event-leave_ended = { $person }: the absence entered from { $from } ends on { $day }{ $basis }
event-person_erasure_requested = { $person }: personal data are to be erased — { $ground ->
    [consent-withdrawn] consent withdrawn
    [purpose-reached] the purpose is reached
   *[demanded] an authority or a court demands it
}
event-person_erased = { $person }: key and account destroyed; name, e-mail and telephone can be read no more
event-roadmap_drafted = roadmap "{ $title }" entered
event-section_added = direction "{ $section }" added to the roadmap "{ $roadmap }"
event-roadmap_adopted = roadmap "{ $roadmap }" adopted: { $order }, period { $from }–{ $to }
event-roadmap_amended = roadmap "{ $roadmap }" amended{ $basis }
event-roadmap_closed = roadmap "{ $roadmap }" ended{ $basis }
event-setting_changed = roadmap "{ $roadmap }": { $setting ->
    [acceptance-on] marks count after the coordinator accepted them
    [acceptance-off] marks count without acceptance
    [threshold] the indicator's threshold is { $value } %
    [mark-days] working days for a mark: { $value }
    [day-off-next] a term on a day off moves to the next working day
    [day-off-previous] a term on a day off moves to the working day before
    [public-on] the page for everybody, without signing in, is opened
    [public-off] the page for everybody is closed
   *[day-off-keep] a term on a day off stays
}
event-activity_planned = activity { $number } "{ $title }" entered
event-activity_reworded = activity { $activity } reworded{ $basis }
event-activity_withdrawn = activity { $activity } taken off control{ $basis }
event-deadline_set = activity { $activity }, term "{ $words }": { $status ->
    [read] read
    [ambiguous] may be understood in several ways
    [chosen] set by a person
    [waiting] waits for a date
    [not-understood] not understood
   *[missing] not stated
}, dated occurrences: { $dated }{ $basis }
event-deadline_moved = term moved: { $activity }, from { $old } to { $new }{ $basis }
event-occurrence_scheduled = activity { $activity } got the term { $term }{ $basis }
event-occurrence_cancelled = occurrence of { $activity } due { $term } cancelled{ $basis }
event-responsible_assigned = { $party } is responsible for { $activity }{ $basis }
event-responsible_released = { $party } is responsible for { $activity } no longer{ $basis }
event-lead_chosen = lead of { $activity }: { $party }
event-completion_reported = mark of fulfilment: { $activity }, due { $term }, executor: { $executor }; performed { $performed }, proofs: { $links }.{ $note }
event-completion_accepted = accepted: { $activity }, due { $term }, executor: { $executor }
event-completion_returned = returned: { $activity }, due { $term }, executor: { $executor }. Reason: { $reason }
event-completion_retracted = mark taken back: { $activity }, due { $term }, executor: { $executor }. Reason: { $reason }
event-proof_link_added = proof added: { $activity }, due { $term }, { $link }
event-proof_link_removed = proof removed: { $activity }, due { $term }, { $link }. Reason: { $reason }
event-proof_link_checked = link checked: { $activity }, due { $term }, { $link }: { $state ->
    [opens] opens
    [moved] leads elsewhere{ $to ->
        [none] {""}
       *[other] : { $to }
    }
    [not-found] the document is not there
    [needs-sign-in] asks to sign in
   *[could-not-check] could not be checked
}
event-unknown = event of a newer program: { $kind }, version { $version }
