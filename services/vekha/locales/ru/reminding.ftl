# Напоминания: правила писем дорожной карты, письма на ближайшие дни, «Напомнить всем».
remind-title = Напоминания
remind-lead = Письма уходят утром рабочего дня, в 08:30 по времени ведомства, не больше одного в день на человека. В выходной письма не отправляются: день переносится на предыдущий рабочий. Все числа — рабочие дни.
remind-look = Показать, что будет
remind-looking = Показано, как будет с введёнными значениями. Они ещё не записаны.
remind-to-coming = К письмам на ближайшие дни
remind-yes = да
remind-no = нет
remind-never = не напоминать
remind-default-on = По умолчанию включено.
remind-default-off = По умолчанию выключено.
remind-list-note = Числа через запятую, от 1 до 60; пусто — не напоминать. По умолчанию: { $default }.
remind-number-note = Число от 1 до 60. По умолчанию: { $default }.
remind-escalate-note = Один общий перечень, а не письмо о каждой строке. Пусто — не отправлять. По умолчанию: { $default }.
remind-number-wrong = Нужно целое число от 1 до 60.
remind-list-wrong = Нужны целые числа от 1 до 60 через запятую, не больше десяти: 10, 3.
remind-group-dues = Сроки мероприятий
remind-group-mondays = По понедельникам
remind-group-meetings = Заседания
remind-group-windows = Мониторинги
remind-group-reports = Отчёты
remind-on = Отправлять письма по этой дорожной карте
remind-before = За сколько рабочих дней до срока
remind-on-day = Напоминать в день срока
remind-overdue = Через сколько рабочих дней после срока
remind-weekly = Дальше — каждую неделю, пока не исполнено
remind-escalate = Через сколько рабочих дней после срока сообщить руководителю и координатору
remind-monday = Перечень ближайших сроков ответственным и сводка координатору
remind-near = На сколько рабочих дней вперёд срок считается ближайшим
remind-undated-meeting = За сколько рабочих дней до конца срока просить назначить дату заседания
remind-meeting = За сколько рабочих дней до заседания напомнить приглашённым
remind-opening = За сколько рабочих дней до открытия окна
remind-closing = За сколько рабочих дней до закрытия окна
remind-reports = Отчёт рабочей группе
remind-reports-note = Четверти — учебные, по срокам ведомства; кварталы — календарные. По умолчанию не нужен.
remind-reports-none = не нужен
remind-reports-term = каждую учебную четверть
remind-reports-quarter = каждый квартал
remind-analysis = Напоминать о годовом анализе эффективности
remind-report = За сколько рабочих дней до срока отчёта и анализа
remind-coming = Письма на ближайшие 60 дней
remind-coming-summary = За { $ahead } дней: { $n ->
    [one] { $n } письмо
    [few] { $n } письма
   *[many] { $n } писем
}, дней с письмами: { $days }.
remind-coming-note = Так будет, если за это время ничего не исполнят и не перенесут. Отметка или новый срок убирают строку из писем.
remind-coming-day = { $day }, { $weekday }: { $n ->
    [one] { $n } письмо
    [few] { $n } письма
   *[many] { $n } писем
}
remind-whom = Кому
remind-of-what = О чём
remind-mailbox-of = { $name }, общий ящик
remind-item-returned = отметка возвращена
remind-item-overdue = просрочено на { $days } раб. дн.
remind-item-today = срок сегодня
remind-item-due = срок через { $days } раб. дн.
remind-item-meeting-undated = назначить дату заседания
remind-item-meeting-near = заседание через { $days } раб. дн.
remind-item-meeting-protocol = нужен протокол заседания
remind-item-window-opens = скоро откроется окно мониторинга
remind-item-window-open = окно мониторинга открыто
remind-item-window-closes = окно мониторинга скоро закроется
remind-item-window-last = последний день окна мониторинга
remind-item-window-missed = нет ответа на мониторинг { $days } раб. дн.
remind-item-recommended = дана рекомендация
remind-item-recommendation-due = до срока рекомендации { $days } раб. дн.
remind-item-recommendation-today = срок рекомендации сегодня
remind-item-recommendation-overdue = рекомендация просрочена на { $days } раб. дн.
remind-item-report = отчёт рабочей группе через { $days } раб. дн.
remind-item-year = годовой анализ через { $days } раб. дн.
remind-item-escalated = давно просрочено у других
remind-item-asked = просят перенести срок
remind-item-appointed = назначен ответственным
remind-item-monday = перечень на неделю
hand-title = Напомнить о просроченном
hand-button = Напомнить всем
hand-one = Напомнить
hand-lead = Письма уйдут сразу, по одному каждому получателю. Снимите отметку со строк, о которых напоминать не нужно.
hand-letters = Будет отправлено
hand-none = Отправлять нечего.
hand-unsent = Не будет отправлено
hand-send = Отправить письма
hand-sent = { $n ->
    [one] Отправлено { $n } письмо.
    [few] Отправлено { $n } письма.
   *[many] Отправлено { $n } писем.
}
hand-nothing-chosen = Ничего не отмечено. Отметьте хотя бы одну строку.
hand-nobody = некому: у ответственных нет ни людей, ни общего ящика
hand-away = { $who } отсутствует до { $to }, замещающего нет
hand-unreachable = адрес не действует: { $who }
hand-no-address = не указан адрес: { $who }
hand-told = сегодня уже напоминали: { $who }
hand-row = { $number } { $title }, срок { $due }
mailbox-title = Общий ящик
mailbox-note = Сюда пойдут письма, если у организации не указаны люди. Пусто — ящика нет.
people-done-mailbox = Общий ящик записан.
