# Документы командной строки и API словами.
roadmap-line = { $id } · { $order } · { $period } · мероприятий { $activities }, исполнений со сроком { $occurrences }, обязательств { $obligations }
roadmap-imported = «{ $title }»: мероприятий { $activities }, исполнений со сроком { $occurrences }, обязательств { $obligations }. Идентификатор { $id }
fulfilment-all = Все дорожные карты
fulfilment-line = { $name }, по состоянию на { $day }: исполнение { $fulfilment }, полнота { $completeness }, своевременность { $timeliness }, показатель № 6 — { $six }. Наступил срок { $due }, исполнено { $done }, в срок { $ontime }, отмечено вовремя { $marked }; просрочено { $overdue }, срок не определён { $undated }.
overdue-line = { $number } «{ $title }», срок { $due }, просрочено { $days } раб. дн.: { $responsible }
part-no-section = Вне направлений
part-nobody = Ответственный не указан
part-no-organisation = Без организации
part-quarter = { $quarter } квартал { $year }
