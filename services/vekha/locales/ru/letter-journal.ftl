# Журнал писем, сообщения в письмах, просьбы о переносе.
menu-letters = Письма
mailbook-counted = { $n ->
    [one] { $n } письмо
    [few] { $n } письма
   *[many] { $n } писем
}
mailbook-filter = Отобрать
mailbook-any-state = любое
mailbook-state-queued = в очереди
mailbook-state-sent = передано серверу
mailbook-state-uncertain = возможно, доставлено
mailbook-state-undeliverable = не отправлено
mailbook-state-bounced = вернулось
mailbook-state = Состояние
mailbook-who = Кому
mailbook-from = С какого дня
mailbook-to = По какой день
mailbook-day = День
mailbook-about = О чём
mailbook-none = Писем нет.
mailbook-newer = Новее
mailbook-older = Раньше
mailbook-last = Последнее письмо
mailbook-latest = Последние письма
mailbook-unreachable = { $name }: адрес не принимает письма с { $day }. Исправьте адрес, и письма пойдут снова.
mailbook-opened = ссылку открыли { $at }
mailbook-used = по ссылке ответили { $at }
mailbook-replied = ответили письмом { $at }
mailbook-kind = Вид
mailbook-kind-daily = письмо дня
mailbook-kind-invitation = приглашение на заседание
mailbook-kind-receipt = ответ на сделанное по почте
mailbook-kind-by-hand = напоминание от координатора
mailbook-queued = Поставлено в очередь
mailbook-by = Отправил
mailbook-answer = Ответ сервера
mailbook-items = Что в письме
delivery-queued = в очереди
delivery-sent = передано серверу { $at }
delivery-uncertain = возможно, доставлено { $at }: ответ сервера не получен
delivery-undeliverable = не отправлено: { $cause ->
    [no-address] нет адреса
    [address-refused] сервер не знает такого адреса
    [letter-refused] сервер не принял письмо
    [given-up] отправить не удалось за отведённое время
   *[pointless] повод отпал раньше
}, { $at }
delivery-bounced = вернулось { $at }
item-of = { $about }: { $rule }
item-returned = отметка возвращена на доработку
item-before = { $n ->
    [one] за { $n } рабочий день до срока
    [few] за { $n } рабочих дня до срока
   *[many] за { $n } рабочих дней до срока
}
item-on-day = в день срока
item-overdue = просрочено, { $n } раб. дн.
item-name-the-date = назначить дату заседания
item-invited = приглашение на заседание
item-cancelled = заседание отменено
item-meeting-near = { $n ->
    [one] за { $n } рабочий день до заседания
    [few] за { $n } рабочих дня до заседания
   *[many] за { $n } рабочих дней до заседания
}
item-protocol = нужен протокол заседания
item-window-opens = окно скоро откроется
item-window-open = окно открыто
item-window-closes = окно скоро закроется
item-window-last-day = последний день окна
item-window-missed = окно закрыто, данных нет { $n } раб. дн.
item-recommended = рекомендация № { $number }: сообщение о ней
item-recommendation-before = рекомендация № { $number }: за { $n } раб. дн. до срока
item-recommendation-on-day = рекомендация № { $number }: в день срока
item-recommendation-overdue = рекомендация № { $number }: просрочено, { $n } раб. дн.
item-recommendation-escalated = рекомендация № { $number }: долго просрочено, сообщено координатору
item-report-term = отчёт рабочей группе за четверть, срок { $day }, за { $n } раб. дн.
item-report-quarter = отчёт рабочей группе за квартал, срок { $day }, за { $n } раб. дн.
item-report-year = годовой анализ, срок { $day }, за { $n } раб. дн.
item-escalated = долго просрочено, сообщено руководителю и координатору
item-asked = просят перенести срок
item-appointed = назначение ответственным с { $day }
item-week = что предстоит, на неделю с { $day }
item-digest = сводка координатору на { $day }
item-by-hand = напоминание координатора { $day }
requests-heading = Просьбы о переносе
requests-asks = { $to ->
    [none] { $term }, исполнитель — { $executor }: не состоится
   *[other] { $term }, исполнитель — { $executor }: перенести на { $to }
}
requests-grant = Перенести…
requests-decline = Отказать…
requests-why-not = Почему срок остаётся
requests-why-not-note = Это увидит тот, кто просил.
requests-decline-button = Отказать
request-declined = отказано { $day }. Причина: { $reason }
request-granted = перенесено { $day }
