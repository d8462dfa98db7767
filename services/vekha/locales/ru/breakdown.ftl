# Из чего сложился показатель: исполнения поимённо.
share-fulfilled = Исполнено, отмечено и подтверждено в срок
share-withdrawn = Снято с контроля
share-not-due = Срок ещё не наступил
breakdown-division = Исполнение дорожной карты: { $part } ÷ { $of } = { $share }
breakdown-nothing-due = Исполнение дорожной карты: —, ни один срок ещё не наступил
breakdown-formula = Исполнение дорожной карты — доля тех исполнений, что сделаны не позже срока, отмечены не позже чем через { $days } { $days ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
} после него и подтверждены открывающимся документом, среди всех, у которых наступил срок.
breakdown-steps = Полнота { $completeness }, своевременность { $timeliness }: знаменатель тот же.
breakdown-six = Порог показателя № 6 — { $threshold } % полноты и своевременности; показатель равен { $six }.
breakdown-who = Кто исполняет
breakdown-how = Как исполнено
breakdown-mark = сделано { $performed }, отмечено { $recorded }
breakdown-unchecked = документ ещё никто не проверял
breakdown-basis = с { $day }: { $basis }
breakdown-events = события в журнале
breakdown-folded = Показать { $n }
breakdown-alone = Открыть отдельно
breakdown-all = Все списки
breakdown-none = Таких нет.
breakdown-undated = Пока у мероприятия нет даты, его нет и в знаменателе.
breakdown-not-due = В знаменатель они войдут, когда срок наступит.
breakdown-period = Только сроки с { $from } по { $to }.
