# Мероприятие, отметка об исполнении, проверка.
activity-said = Слова приказа
activity-understood = Как понято
activity-look-at = Обратите внимание
activity-occurrences = Исполнения
activity-term = { $called }, срок { $day }
activity-term-day = срок { $day }
activity-term-shifted = срок { $day }, с учётом выходных { $moved }
activity-nobody = ответственный не указан
activity-waiting = Не отметили
activity-waiting-many = Ждут отметки: { $n }
activity-heading = { $term }: отметили { $n } из { $all }
activity-marked = Отметили
activity-gone = Возвращённые и снятые отметки
activity-more = Ещё { $n }
activity-executor = Исполнитель
activity-performed = Проведено
activity-performed-short = проведено
activity-recorded = Отметка внесена
activity-recorded-short = отмечено
activity-recorded-late = { $day }, с опозданием
activity-document = Подтверждающий документ
activity-state = Состояние
activity-action = Действие
activity-done = отмечено
activity-mark-it = Отметить
activity-mark-button = Отметить исполнение
activity-mark-note = Понадобятся день проведения и ссылка на подтверждающий документ.
activity-actions = Действия
activity-history = История
activity-older = Вся история, записей: { $n }
activity-scheduled = Дата назначена. Основание: { $basis }
activity-move = Срок { $move }. Основание: { $basis }
activity-cancelled = Это исполнение отменено. Основание: { $basis }
activity-moved-too-late = Перенос сделан после срока: просрочку он не отменяет.
activity-withdrawn = Снято с контроля с { $day }. Основание: { $basis }
activity-reworded = Формулировка изменена с { $day }. В приказе было: «{ $words }»
activity-otherwise = Иначе можно понять так: { $words }
said-task = Задача
said-activity = Мероприятие
said-form = Форма
said-audience = Контингент
said-place = Место
said-codes = Коды
said-term = Срок
said-result = Показатель
said-responsible = Ответственные
understood-how = Прочитано
understood-status = { $status ->
    [read] программой, без сомнений
    [ambiguous] программой; можно понять по-разному
    [chosen] человеком
    [waiting] программой; дата уточняется
    [not-understood] не понято
   *[missing] срок не указан
}
understood-comment = Примечание
understood-executors = Исполнители
understood-alone = одна отметка
understood-together = отвечают вместе, одна отметка за всех
understood-each = { $n ->
    [one] { $n } участник группы отмечает сам
    [few] каждый из { $n } участников группы отмечает сам
   *[many] каждый из { $n } участников группы отмечает сам
}
understood-each-and-together = каждый из { $n } участников группы отмечает сам, остальные вместе, одной отметкой
understood-lead = { $words }; ведущий — { $lead }
understood-proof = Подтверждение
understood-one-link = не меньше одной ссылки на документ
proof-state = { $state ->
    [opens] открылась { $day }
    [moved] ведёт на другой адрес, { $day }
    [not-found] не открывается с { $day }
    [needs-sign-in] требует входа, { $day }
    [could-not-check] проверить не удалось, { $day }
   *[unchecked] ещё не проверялась
}
mark-heading = Отметка: { $who }
mark-activity = Мероприятие
mark-who = Исполнитель
mark-performed = Проведено
mark-recorded = Отмечено
mark-note = Результат
mark-fate = Состояние
mark-document = Документ
mark-documents = Документы
mark-position = Запись журнала
mark-in-time = { $day }, в срок
mark-late = { $day }, после срока { $due }
mark-entered-late = { $at }, позже допустимых { $days } раб. дн.
mark-on-review = на проверке у координатора
mark-accepted = принята { $day }
mark-returned = возвращена на доработку { $day }. Причина: { $reason }
mark-retracted = снята { $day }. Причина: { $reason }
mark-accept = Принять
mark-send-back = Вернуть на доработку…
mark-send-back-why = Что доработать
mark-send-back-note = Это увидит тот, кто делал отметку.
mark-send-back-button = Вернуть на доработку
mark-retract = Снять отметку…
mark-retract-why = Почему отметка снимается
mark-retract-note = Отметка останется в истории, но исполнение снова станет неотмеченным.
mark-retract-button = Снять отметку
receipt-recorded = Отметка записана
receipt-recorded-next = Координатор проверит документ. Если понадобится доработка, отметка вернётся с причиной.
receipt-accepted = Отметка принята
receipt-returned = Отметка возвращена на доработку
receipt-returned-next = Исполнение снова ждёт отметки.
receipt-retracted = Отметка снята
completion-heading = Отметка об исполнении
completion-back = К мероприятию
completion-result = Показатель по приказу:
completion-not-needed = Отмечать нечего
completion-whose = За кого отметка
completion-next = Далее
completion-refused = Отметка не записана: { $n ->
    [one] исправьте { $n } поле
    [few] исправьте { $n } поля
   *[many] исправьте { $n } полей
}
completion-kept = Введённое сохранено.
completion-day = День проведения
completion-day-missing = Укажите день, когда работа выполнена: например, 28.06.2023.
completion-day-wrong = Это не день. Нужен вид 28.06.2023.
completion-links = Ссылка на подтверждающий документ
completion-links-note = Документ на сайте или в облачной папке. Можно несколько, по одной в строке.
completion-link-line = Строка { $line }: { $why }
completion-note = Краткий результат
completion-optional = Необязательно
completion-whose-name = Отметка сохранится в журнале под вашим именем.
review-counted = { $n ->
    [one] { $n } отметка ждёт проверки
    [few] { $n } отметки ждут проверки
   *[many] { $n } отметок ждут проверки
}
review-off = В этой дорожной карте отметки засчитываются без приёмки.
review-nothing = На проверке ничего нет.
fault-looking-back = Вы смотрите прошлое
fault-looking-back-note = Страница показана по состоянию на другой день, и менять на ней ничего нельзя. Вернитесь к сегодняшнему дню.
activity-change = Изменить с основанием
