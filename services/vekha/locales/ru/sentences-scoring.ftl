# События мониторингов с оценкой: модели, значения, справки, рекомендации, решения; и почему внести нельзя.
event-scoring_model_adopted = принята модель оценки «{ $model }», версия { $version }; показателей: { $indicators }
event-values_reported = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $whose } — внесено значений: { $count } ({ $values })
event-values_corrected = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $whose } — исправлено значений: { $count } ({ $values }).{ $reason }
event-values_withdrawn = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $whose } — отозвано значений: { $count } (показатели { $values }).{ $reason }
event-note_published = мониторинг «{ $monitoring }», окно { $from }–{ $to }: опубликована аналитическая справка { $link }
event-recommendation_issued = мониторинг «{ $monitoring }», окно { $from }–{ $to }: рекомендация № { $number } для { $organisation } со сроком { $due }: «{ $text }»
event-recommendation_done = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $organisation } — выполнена рекомендация № { $number }, документов: { $links }
event-decision_taken = мониторинг «{ $monitoring }», окно { $from }–{ $to }: принято решение № { $number } «{ $text }»{ $basis }{ $activity ->
    [none] {""}
   *[other] ; в дорожную карту включено: { $activity }
}
event-class_decided = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $organisation } — { $class ->
    [steadily-unsuccessful] стабильно неуспешная
    [falling] успешность снижается
    [rising] успешность растёт
   *[fluctuating] успешность неустойчива
}{ $proposed ->
    [otherwise] , не так, как предложила программа
   *[as-proposed] , как предложила программа
}.{ $reason }
event-self_analysis_noted = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $organisation } — заполнена карточка самоанализа; факторов с мерами: { $count }
event-observations_noted = мониторинг «{ $monitoring }», окно { $from }–{ $to }: { $organisation } — заполнен протокол куратора; подтверждено рисков: { $count }
scoring-absent = нет
refusal-indicator_unknown = В модели оценки нет такого показателя. Скачайте форму заново: показатели могли измениться.
refusal-window_still_open = Окно мониторинга ещё не закрыто, и значения могут измениться. Справка публикуется после закрытия окна.
refusal-value_missing = Укажите значение.
refusal-value_not_a_number = Здесь нужно число. Дробную часть отделяйте запятой.
refusal-value_not_whole = Здесь нужно целое число.
refusal-value_too_small = Значение меньше допустимого. Допустимо: { $allowed }.
refusal-value_too_great = Значение больше допустимого. Допустимо: { $allowed }.
refusal-value_not_in_set = Такого значения у показателя нет. Допустимо: { $allowed }.
refusal-fulfilment_missing = Этот показатель берётся из дорожной карты: подтвердите предложенное значение вместе с цифрами, из которых оно получено.
refusal-fulfilment_differs = Значение отличается от того, что даёт дорожная карта. Подтвердите предложенное значение; если цифры неверны, исправьте отметки в дорожной карте.
refusal-text_missing = Напишите текст.
refusal-text_too_long = Текст длиннее 4 000 знаков. Сократите его или приложите документ.
refusal-due_past = Этот день уже прошёл. Выберите срок не раньше сегодняшнего дня.
refusal-recommendation_unknown = Такой рекомендации в этом окне нет. Обновите страницу.
refusal-line_unknown = Такой формы или строки в модели этого мониторинга нет. Обновите страницу.
refusal-line_twice = Строка указана дважды. Оставьте её один раз.
refusal-line_incomplete = Напишите и меру, и период – или оставьте пустыми оба поля.
refusal-teacher_unknown = Значение не подходит этой строке: педагог не работает в этой организации или модель оценивает не педагогов.
refusal-model_older = У управления уже принята эта или более новая версия модели. Увеличьте номер версии в файле модели.
refusal-model_unknown = Такой модели оценки у управления нет. Выберите модель из списка или сначала примите её.
refusal-not_scored = Этот мониторинг без модели оценки: значения показателей в нём не вносятся.
refusal-change_reason_missing = Напишите причину: окно уже закрыто или решение отличается от предложенного, и причину увидят все, кто читает итоги.
refusal-too_many_links = Больше 100 ссылок у одного значения. Соберите документы в один и дайте ссылку на него.
refusal-answerer_unknown = Эта организация не отвечает в этом мониторинге. Выберите организацию из списка.
refusal-at = Значение по порядку { $place }. { $why }
