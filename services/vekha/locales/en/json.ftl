# Documents of the command line and the API in words.
roadmap-line = { $id } · { $order } · { $period } · activities { $activities }, dated occurrences { $occurrences }, obligations { $obligations }
roadmap-imported = "{ $title }": activities { $activities }, dated occurrences { $occurrences }, obligations { $obligations }. Id { $id }
fulfilment-all = All roadmaps
fulfilment-line = { $name }, as of { $day }: fulfilment { $fulfilment }, completeness { $completeness }, timeliness { $timeliness }, indicator No. 6: { $six }. Due { $due }, done { $done }, on time { $ontime }, marked on time { $marked }; overdue { $overdue }, undated { $undated }.
overdue-line = { $number } "{ $title }", due { $due }, { $days } working days late: { $responsible }
part-no-section = Outside the directions
part-nobody = Nobody is named
part-no-organisation = Without an organisation
part-quarter = Quarter { $quarter } of { $year }
