# События предложениями. Перед двоеточием — кто внёс запись.
event-by = { $who }: { $words }
event-basis = . Основание: { $words }
who-program = Программа
who-erased = удалённое лицо
executor-joint = ответственные вместе
term-open = без даты
activity-numbered = { $number } «{ $title }»
activity-unnumbered = «{ $title }»
order-number-date = приказ от { $date } № { $number }
order-number = приказ № { $number }
order-date = приказ от { $date }
order-none = приказ без номера и даты
event-office_registered = заведено управление «{ $office }» ({ $territory })
event-organisation_added = добавлена организация «{ $organisation }»
event-organisation_closed = закрыта организация «{ $organisation }»{ $basis }
event-organisation_renamed = организация «{ $former }» теперь называется «{ $name }»{ $basis }
event-group_defined = заведена группа «{ $group }»
event-group_member_added = в группу «{ $group }» с { $day } входит { $organisation }{ $basis }
event-group_member_removed = из группы «{ $group }» с { $day } выбыла { $organisation }{ $basis }
event-calendar_day_changed = { $kind ->
    [off] { $day } — нерабочий день{ $basis }
    [working] { $day } — рабочий день{ $basis }
   *[as-federal] { $day } — снова по общему календарю{ $basis }
}
event-school_terms_set = учебный год { $year }: четверти { $terms }
event-person_registered = добавлен человек: { $person }
event-contact_changed = изменены имя, почта или телефон: { $person }
event-role_granted = { $person }: дана роль «{ $role ->
    [coordinator] координатор
    [responsible] ответственный
    [head] руководитель организации
    [auditor] проверяющий
    [region] регион
   *[administrator] администратор
}»
event-role_revoked = { $person }: снята роль «{ $role ->
    [coordinator] координатор
    [responsible] ответственный
    [head] руководитель организации
    [auditor] проверяющий
    [region] регион
   *[administrator] администратор
}»
event-person_moved = { $person } с { $day }: место работы — { $place }, должность — { $post }
event-person-no-place = не указано
event-person-no-post = не указана
event-substitution_set = { $person }: с { $from } по { $to } замещает { $substitute }{ $basis }
event-substitution_ended = { $person }: замещение, назначенное с { $from }, с { $day } прекращено{ $basis }
event-leave_set = { $person }: { $kind ->
    [leave] отпуск
    [trip] командировка
   *[absence] отсутствие
} с { $from } по { $to }
event-leave_ended = { $person }: отпуск или отсутствие, внесённое с { $from }, с { $day } прекращено{ $basis }
event-person_erasure_requested = { $person }: персональные данные подлежат удалению — { $ground ->
    [consent-withdrawn] согласие отозвано
    [purpose-reached] цель обработки достигнута
   *[demanded] требование органа или суда
}
event-person_erased = { $person }: ключ и учётная запись уничтожены, прочитать имя, почту и телефон больше нельзя
event-roadmap_drafted = внесена дорожная карта «{ $title }»
event-section_added = в дорожную карту «{ $roadmap }» внесено направление «{ $section }»
event-roadmap_adopted = дорожная карта «{ $roadmap }» утверждена: { $order }, срок { $from }–{ $to }
event-roadmap_amended = в дорожную карту «{ $roadmap }» внесены изменения{ $basis }
event-roadmap_closed = дорожная карта «{ $roadmap }» завершена{ $basis }
event-setting_changed = дорожная карта «{ $roadmap }»: { $setting ->
    [acceptance-on] отметки засчитываются после приёмки координатором
    [acceptance-off] отметки засчитываются без приёмки
    [threshold] порог показателя — { $value } %
    [mark-days] на отметку даётся рабочих дней: { $value }
    [day-off-next] срок в нерабочий день переходит на следующий рабочий
    [day-off-previous] срок в нерабочий день переходит на предыдущий рабочий
    [public-on] открыта страница для всех, без входа
    [public-off] страница для всех закрыта
   *[day-off-keep] срок в нерабочий день не переходит
}
event-activity_planned = внесено мероприятие { $number } «{ $title }»
event-activity_reworded = изменена формулировка мероприятия { $activity }{ $basis }
event-activity_withdrawn = снято с контроля мероприятие { $activity }{ $basis }
event-deadline_set = мероприятие { $activity }, срок «{ $words }»: { $status ->
    [read] прочитан
    [ambiguous] можно понять по-разному
    [chosen] установлен человеком
    [waiting] дата уточняется
    [not-understood] не понят
   *[missing] не указан
}, исполнений с датой: { $dated }{ $basis }
event-deadline_moved = перенос срока: { $activity }, с { $old } на { $new }{ $basis }
event-occurrence_scheduled = мероприятию { $activity } назначен срок { $term }{ $basis }
event-occurrence_cancelled = отменено исполнение мероприятия { $activity } со сроком { $term }{ $basis }
event-responsible_assigned = за мероприятие { $activity } отвечает { $party }{ $basis }
event-responsible_released = за мероприятие { $activity } больше не отвечает { $party }{ $basis }
event-lead_chosen = ведущий по мероприятию { $activity } — { $party }
event-completion_reported = отметка об исполнении: { $activity }, срок { $term }, исполнитель — { $executor }; выполнено { $performed }, подтверждающих документов: { $links }.{ $note }
event-completion_accepted = принято: { $activity }, срок { $term }, исполнитель — { $executor }
event-completion_returned = возвращено на доработку: { $activity }, срок { $term }, исполнитель — { $executor }. Причина: { $reason }
event-completion_retracted = отметка снята: { $activity }, срок { $term }, исполнитель — { $executor }. Причина: { $reason }
event-proof_link_added = добавлен подтверждающий документ: { $activity }, срок { $term }, { $link }
event-proof_link_removed = убран подтверждающий документ: { $activity }, срок { $term }, { $link }. Причина: { $reason }
event-proof_link_checked = проверена ссылка: { $activity }, срок { $term }, { $link } — { $state ->
    [opens] открывается
    [moved] ведёт на другой адрес{ $to ->
        [none] {""}
       *[other] : { $to }
    }
    [not-found] документа нет
    [needs-sign-in] требует входа
   *[could-not-check] проверить не удалось
}
event-unknown = событие более новой программы: { $kind }, версия { $version }
