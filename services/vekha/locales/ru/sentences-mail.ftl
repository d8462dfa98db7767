# События о письмах, заседаниях и мониторингах.
event-organisation_mailbox_set = { $mailbox ->
    [none] организация «{ $organisation }»: общего почтового ящика нет
   *[other] организация «{ $organisation }»: общий почтовый ящик — { $mailbox }
}
event-reminder_policy_set = дорожная карта «{ $roadmap }»: { $on ->
    [off] напоминания не отправляются
   *[on] напоминания отправляются за { $before } и после срока через { $overdue } рабочих дней
}
event-move_requested = { $to ->
    [none] сообщено, что исполнения не будет: { $activity }, срок { $term }, исполнитель — { $executor }. Причина: { $reason }
   *[other] запрошен перенос: { $activity }, с { $term } на { $to }, исполнитель — { $executor }. Причина: { $reason }
}
event-move_declined = в переносе отказано: { $activity }, срок { $term }, исполнитель — { $executor }. Причина: { $reason }
event-meeting_series_planned = исполнения мероприятия { $activity } — заседания{ $invited ->
    [none] {""}
   *[other] ; приглашаются: { $invited }
}
event-meeting_date_set = назначено заседание: { $activity }, { $at }{ $place }
event-meeting_held = заседание проведено { $day }: { $activity }
event-meeting_cancelled = заседание отменено: { $activity }. Причина: { $reason }
event-meeting_series_ended = исполнения мероприятия { $activity } больше не заседания{ $basis }
event-monitoring_planned = запланирован мониторинг «{ $monitoring }»{ $basis }
event-window_planned = мониторинг «{ $monitoring }»: окно { $from }–{ $to }
event-window_moved = мониторинг «{ $monitoring }»: окно перенесено на { $from }–{ $to }{ $basis }
event-window_opened = мониторинг «{ $monitoring }»: окно { $from }–{ $to } открыто
event-window_answered = мониторинг «{ $monitoring }», окно { $from }–{ $to }: данные представила { $organisation }, документов: { $links }.{ $note }
event-window_closed = мониторинг «{ $monitoring }»: окно { $from }–{ $to } закрыто
event-monitoring_ended = мониторинг «{ $monitoring }» прекращён{ $basis }
event-reminders_planned = напоминания на { $day }: писем — { $letters }
event-reminder_queued = { $kind ->
    [invitation] поставлено в очередь приглашение для { $to }
    [receipt] поставлен в очередь ответ для { $to }
    [head] поставлена в очередь отметка журнала для { $to }
    [by-hand] поставлено в очередь напоминание от координатора для { $to }
   *[daily] поставлено в очередь письмо для { $to }
}, сообщений: { $items }
event-reminder_sent = письмо ({ $letter }) передано почтовому серверу, попытка { $attempt }. Ответ: { $answer }
event-reminder_uncertain = письмо ({ $letter }), возможно, доставлено: ответ сервера не получен. { $answer }
event-reminder_undeliverable = письмо ({ $letter }) не отправлено: { $cause ->
    [no-address] нет адреса
    [address-refused] сервер не знает такого адреса
    [letter-refused] сервер не принял письмо
    [given-up] отправить не удалось за отведённое время
   *[pointless] повод отпал раньше
}. { $answer }
event-reminder_bounced = письмо ({ $letter }) вернулось, код { $status }
event-link_opened = ссылку из письма открыли ({ $letter })
event-link_used = по ссылке из письма { $what ->
    [marked] сделана отметка
    [answered] дан ответ
   *[asked] запрошен перенос
} ({ $letter })
event-reply_received = на письмо ответили ({ $letter }): { $outcome ->
    [marked] сделана отметка об исполнении
    [move-requested] запрошен перенос срока
    [refused] отметка не принята
   *[noted] передано координатору
}
letter-of = { $to }, { $day }
