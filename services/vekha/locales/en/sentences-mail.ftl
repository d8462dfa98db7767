# Events about letters, meetings and monitorings.
event-organisation_mailbox_set = { $mailbox ->
    [none] organisation “{ $organisation }”: no shared mailbox
   *[other] organisation “{ $organisation }”: shared mailbox { $mailbox }
}
event-reminder_policy_set = roadmap “{ $roadmap }”: { $on ->
    [off] no reminders are sent
   *[on] reminders are sent { $before } working days before and { $overdue } after the due day
}
event-move_requested = { $to ->
    [none] said that it will not be done: { $activity }, due { $term }, executor: { $executor }. Reason: { $reason }
   *[other] asked to move: { $activity }, from { $term } to { $to }, executor: { $executor }. Reason: { $reason }
}
event-move_declined = move declined: { $activity }, due { $term }, executor: { $executor }. Reason: { $reason }
event-meeting_series_planned = occurrences of { $activity } are meetings{ $invited ->
    [none] {""}
   *[other] ; invited: { $invited }
}
event-meeting_date_set = meeting set: { $activity }, { $at }{ $place }
event-meeting_held = meeting held on { $day }: { $activity }
event-meeting_cancelled = meeting cancelled: { $activity }. Reason: { $reason }
event-meeting_series_ended = occurrences of { $activity } are no longer meetings{ $basis }
event-monitoring_planned = monitoring “{ $monitoring }” planned{ $basis }
event-window_planned = monitoring “{ $monitoring }”: window { $from }–{ $to }
event-window_moved = monitoring “{ $monitoring }”: window moved to { $from }–{ $to }{ $basis }
event-window_opened = monitoring “{ $monitoring }”: window { $from }–{ $to } opened
event-window_answered = monitoring “{ $monitoring }”, window { $from }–{ $to }: data from { $organisation }, documents: { $links }.{ $note }
event-window_closed = monitoring “{ $monitoring }”: window { $from }–{ $to } closed
event-monitoring_ended = monitoring “{ $monitoring }” ended{ $basis }
event-reminders_planned = reminders for { $day }: { $letters } letters
event-reminder_queued = { $kind ->
    [invitation] invitation queued for { $to }
    [receipt] answer queued for { $to }
    [head] note of the log queued for { $to }
    [by-hand] coordinator’s reminder queued for { $to }
   *[daily] letter queued for { $to }
}, messages: { $items }
event-reminder_sent = letter ({ $letter }) handed to the mail server, attempt { $attempt }. Answer: { $answer }
event-reminder_uncertain = letter ({ $letter }) may have been delivered: no answer from the server. { $answer }
event-reminder_undeliverable = letter ({ $letter }) not sent: { $cause ->
    [no-address] no address
    [address-refused] the server does not know the address
    [letter-refused] the server did not accept the letter
    [given-up] could not be sent in the time allowed
   *[pointless] no longer needed
}. { $answer }
event-reminder_bounced = letter ({ $letter }) came back, status { $status }
event-link_opened = a link of the letter was opened ({ $letter })
event-link_used = by a link of the letter { $what ->
    [marked] a mark was made
    [answered] an answer was given
   *[asked] a move was asked for
} ({ $letter })
event-reply_received = the letter was answered ({ $letter }): { $outcome ->
    [marked] a mark of fulfilment was made
    [move-requested] a move of the term was asked for
    [refused] the mark was not accepted
   *[noted] passed to the coordinator
}
letter-of = { $to }, { $day }
