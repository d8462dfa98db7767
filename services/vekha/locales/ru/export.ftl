# Таблицы страниц файлами Excel, Word и CSV.
export-take = Сохранить таблицу:
export-as-xlsx = Excel
export-as-docx = Word
export-as-csv = CSV
export-file-plan = Дорожная карта, { $territory }, на { $day }
export-file-overdue = Просрочено, { $territory }, на { $day }
export-bad-time = День или момент в адресе не понят. Откройте страницу за нужный день и сохраните таблицу с неё.
export-order = { $known ->
    [whole] Приказ № { $number } от { $date }, срок реализации { $from }–{ $to }
    [number] Приказ № { $number }, срок реализации { $from }–{ $to }
    [date] Приказ от { $date }, срок реализации { $from }–{ $to }
   *[none] Срок реализации { $from }–{ $to }
}
export-known-at = по сведениям на { $at }
export-school = Только то, что исполняет { $school }.
export-share = { $percent } ({ $n } из { $all })
export-figures = Полнота { $completeness }, своевременность { $timeliness }, исполнение { $fulfilment }; просрочено { $overdue }, на проверке { $review }, срок не определён { $undated }.
export-marked = { $done ->
    [true] { $state } { $performed }, отмечено { $recorded }
   *[false] { $state }, сделано { $performed }, отмечено { $recorded }
}
export-more = и ещё { $n }
export-understood = Что понято
export-occurrences = Исполнения
export-late = Просрочено, раб. дн.
export-links = Ссылки
export-sheet-obligations = Обязательства
export-sheet-figures = Показатели
export-whole = Вся дорожная карта
export-fulfilled = Исполнено, отмечено и подтверждено в срок
export-on-review = На проверке
export-occurrence = Исполнение
export-due = Срок
export-effective-due = С учётом выходных
export-executor = За кем
export-performed = Сделано
export-recorded = Отмечено
export-in-time = В срок
export-marked-in-time = Отмечено вовремя
export-returned = Возвращено
export-yes = да
export-no = нет
export-ready = Записано: { $file }
export-terminal = Файл .{ $ending } на экран не выводится. Укажите, куда его записать: --output ФАЙЛ.
