# Напоминания: письма о сроках, заседаниях, окнах мониторинга и о том, что видит координатор.
letters-hello = Здравствуйте!
letters-hello-mark = Здравствуйте! Просим отметить исполнение.
letters-hello-organisation = Здравствуйте! Письмо для организации: { $who }. Просим передать тому, кто ведёт эту работу.
letters-hello-receipt = Здравствуйте! Мы получили ваш ответ на письмо.
letters-stand-in = Вы замещаете: { $who }. Письмо пришло вам на время отсутствия.
letters-day = Что требует внимания на { $day }
letters-order = Приказ от { $date } № { $number }
letters-order-dated = Приказ от { $date }
letters-order-numbered = Приказ № { $number }
letters-instead = Если кнопка не открывается:
letters-whose = { $n ->
    [one] Ссылка личная: { $who }, действует
   *[other] Ссылки личные: { $who }, действуют
} до { $until }. Входить никуда не нужно.
letters-whose-organisation = { $n ->
    [one] Ссылка для { $who }, действует
   *[other] Ссылки для { $who }, действуют
} до { $until }. Входить никуда не нужно.
letters-whose-move = По ссылке можно также сообщить, что мероприятие не состоялось, и попросить о переносе срока.
letters-answer = Можно ответить на это письмо: «Исполнено» и ссылка на документ; «Перенос до 20.05 — причина».
letters-why-responsible = Письмо отправлено { $day }, потому что вы названы среди ответственных.
letters-why-organisation = Письмо отправлено { $day }, потому что организация названа среди исполнителей, а её работники в программе не указаны.
letters-why-coordinator = Письмо отправлено { $day }, потому что вы координатор.
letters-why-head = Письмо отправлено { $day }, потому что вы руководитель организации.
letters-why-invited = Письмо отправлено { $day }, потому что вы среди участников заседания.
letters-why-by-hand = Письмо отправлено { $day } по поручению координатора.
letters-why-receipt = Письмо отправлено { $day } в ответ на ваше письмо.
letters-stop = Уже исполнили? Отметьте, и напоминаний по этой строке больше не будет.
letters-stop-answer = Ответьте по ссылке, и напоминаний об этом больше не будет.
letters-explained = Как устроены письма: { $page }
letters-ask = Вопросы: { $who }, координатор.
letters-tick = Отметить исполнение
letters-hand-in = Представить данные
letters-enter = Внести значения
letters-until-1 = до понедельника
letters-until-2 = до вторника
letters-until-3 = до среды
letters-until-4 = до четверга
letters-until-5 = до пятницы
letters-until-6 = до субботы
letters-until-7 = до воскресенья
letters-day-off = { $due } выходной, удобнее успеть { $until }, { $day }.
letters-left = До срока { $n } { $n ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
}: { $day }
letters-today = Срок сегодня: { $day }
letters-today-off = Срок в выходной, успеть нужно сегодня: { $day }
letters-late = Просрочено на { $n } { $n ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
}: срок был { $day }
letters-days = { $n } раб. дн.
letters-term = Срок: { $day }
letters-moved = Срок перенесён, прежний: { $old }. Основание: { $basis }
letters-said = По приказу: «{ $words }»
letters-executor = Исполнитель: { $who }.
letters-executors = Исполнители: { $who }. Одна отметка на всех
letters-lead = { $who } (ведущий)
letters-for = Отметка за { $who }
letters-proof = Подтверждение: { $what }
letters-basis = Основание: { $words }
letters-reason = Причина: { $reason }
letters-roadmap = Дорожная карта: { $title }
letters-due-title = Сроки: { $n } { $n ->
    [one] мероприятие
    [few] мероприятия
   *[many] мероприятий
}
letters-due-point = Срок { $day }
letters-due-points = Сроки с { $day }
letters-late-point = Просрочено с { $day }
letters-late-points = Просрочено с { $day }
letters-mixed-points = Просрочено с { $day } и ближайшие сроки
letters-returned-title = Возвращено на доработку
letters-returned-point = Возвращено
letters-returned = Возвращено { $day }: { $reason }
letters-by-hand-title = Напоминание координатора: { $n } { $n ->
    [one] мероприятие
    [few] мероприятия
   *[many] мероприятий
}
letters-by-hand = { $who } просит вас отметить исполнение или сообщить, почему его нет.
letters-meetings-title = Заседания
letters-meeting-date = Назовите дату заседания: последний день { $last }
letters-meeting-date-point = До { $last } назовите дату
letters-meeting-name = Назвать дату заседания
letters-meeting-near = Заседание { $day }
letters-meeting-point = Заседание { $day }
letters-meeting-invited = Приглашение на заседание { $day }
letters-meeting-moved = Заседание перенесено на { $day }
letters-meeting-moved-point = Перенос на { $day }
letters-meeting-cancelled = Заседание { $day } отменено
letters-meeting-cancelled-point = Отмена { $day }
letters-meeting-protocol = Заседание было { $day }: нужна ссылка на протокол
letters-meeting-protocol-point = Протокол от { $day }
letters-meeting-attach = Приложить протокол
letters-meeting-when = Когда: { $day }, { $from }–{ $to }
letters-meeting-where = Где: { $place }
letters-agenda = Проект повестки:
letters-agenda-late = { $words } (просрочено, срок был { $day })
letters-agenda-open = { $words } (срок { $day })
letters-windows-title = Мониторинг
letters-window-opens = Окно откроется { $from }, через { $n } { $n ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
}
letters-window-open = Окно открыто до { $to }
letters-window-closes = Окно закроется { $to }, осталось { $n } { $n ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
}
letters-window-last = Последний рабочий день окна: оно закроется { $to }
letters-window-missed = Окно закрылось { $to }, прошло { $n } { $n ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
}
letters-window-opens-point = С { $from }
letters-window-point = До { $to }
letters-window-missed-point = Не сдано к { $to }
letters-window-days = Окно: { $from }–{ $to }
letters-window-for = Ждём данные за { $who }
letters-window-missing = Не представили данные ({ $n }): { $who }
letters-window-by-hand = { $who } просит вас представить данные: окно ещё открыто.
letters-recommendations-title = Рекомендации вашей организации: { $n }
letters-recommendations = { $n } { $n ->
    [one] рекомендация
    [few] рекомендации
   *[many] рекомендаций
}
letters-recommendation-point = Рекомендация
letters-recommendation-by = По итогам мониторинга «{ $title }», окно { $from }–{ $to }, рекомендация № { $number }
letters-recommendation-to = Кому: { $who }
letters-recommendation-done = Сообщить о выполнении
letters-recommendation-results = Итоги и рекомендации окна
letters-recommendations-above = Давно не выполнены рекомендации
letters-reports-title = Отчёты
letters-report-term = Отчёт рабочей группе за учебную четверть
letters-report-quarter = Отчёт рабочей группе за квартал
letters-report-year = Годовой анализ эффективности дорожной карты
letters-escalated-title = Давно просрочено
letters-escalated-point = Давно просрочено
letters-escalated = Сроки прошли, отметок нет: { $n }. Исполнителям напоминали, худшие строки первые.
letters-activity = Мероприятие
letters-due = Срок
letters-overdue = Просрочено
letters-overdue-all = Всё просроченное, «{ $title }»
letters-asked-title = Просят о переносе
letters-asked-point = Просят о переносе
letters-asked-to = Просят перенести на { $day }
letters-asked-never = Сообщают, что исполнения не будет
letters-asked-by = Просит: { $who }
letters-asked-open = Рассмотреть
letters-appointed-title = Вы назначены ответственными: { $n } { $n ->
    [one] мероприятие
    [few] мероприятия
   *[many] мероприятий
}
letters-appointed-point = Вы ответственный
letters-appointed = Сроки приложены файлом для календаря. О каждом мы напомним заранее, с личной ссылкой для отметки.
letters-days-ahead = Ближайшие сроки: { $days }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
}
letters-more = И ещё { $n }, полный список
letters-week-title = На этой неделе и ближайшие { $n } рабочих дней
letters-week-point = Неделя с { $day }
letters-week-for = { $words } (за { $who })
letters-week-open = Все мои мероприятия
letters-digest-title = Сводка координатора на { $day }
letters-digest-point = Сводка { $day }
letters-digest-subject = { $point }: просрочено { $n }
letters-digest-roadmap = Дорожная карта
letters-digest-late = Просрочено
letters-digest-on-review = На проверке
letters-digest-no-date = Срок уточняется
letters-digest-overdue = Просроченное
letters-digest-review = На проверке
letters-digest-undated = Где уточняется срок
letters-digest-people = Люди и группы
letters-digest-lost = Письма не доходят: { $who }. Исправьте адреса на странице «Люди и группы».
letters-digest-recommendations = Рекомендации по итогам мониторингов просрочены: { $n }.
letters-digest-monitorings = Мониторинги
letters-digest-away = Отсутствуют без замещения: { $who }. Письма ждут их возвращения; назначьте, кто замещает.
letters-since = { $who } (с { $day })
letters-away-until = { $who } (по { $day })
letters-receipt-marked = Отметка принята
letters-receipt-asked = Просьба о переносе передана
letters-receipt-refused = Отметка не принята
letters-receipt-noted = Ответ передан координатору
letters-receipt-in-time = Исполнено { $day }, в срок
letters-receipt-late = Исполнено { $day }, с опозданием
letters-receipt-proofs = Подтверждающих документов: { $n }
letters-receipt-on-review = Отметка на проверке: о решении придёт письмо, если её вернут
letters-receipt-by = Отметил: { $who }
letters-receipt-there = Отметка уже есть, вторая не нужна
letters-receipt-why = В ответе нет ссылки на подтверждающий документ или по ней нельзя сделать отметку
letters-receipt-how = Откройте ссылку ниже и укажите день исполнения и адрес документа: он начинается с https://
letters-receipt-nothing = Отметка по этому ответу не сделана, срок не изменён: координатор прочтёт его
letters-receipt-waits = Координатор ещё не ответил, до ответа действует прежний срок
letters-receipt-granted = Просьба удовлетворена
letters-receipt-declined = В переносе отказано: { $reason }
