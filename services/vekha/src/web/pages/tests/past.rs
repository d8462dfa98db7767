//! Pages of another day than today.

use super::*;

/// The town two months after all was entered.
async fn later() -> Town {
    let town = Town::new().await;
    town.app.clock().set("2023-06-02T09:00:00Z".parse().unwrap());
    town
}

#[tokio::test]
async fn a_past_page_says_so_and_offers_nothing_to_write() {
    let town = later().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let said = "Данные по состоянию на 10.04.2023, как было известно на конец этого дня. Здесь ничего нельзя изменить.";
    for path in pages() {
        let (status, _, page) = get(&town, &token, &format!("{path}?as_of=10.04.2023")).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(page.contains("class=\"past\" role=\"status\"") && words(&page).contains(said), "{path}: {page}");
        assert!(words(&page).contains("Вернуться к сегодняшнему дню, 02.06.2023"), "{path}");
        assert!(page.contains(&format!("<a href=\"{path}\">Вернуться")), "{path}");
        assert!(!page.to_lowercase().contains("method=\"post\""), "{path}: {page}");
    }
}

#[tokio::test]
async fn links_of_a_past_page_stay_in_the_past() {
    let town = later().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let times = "as_of=2023-04-10&known_at=2023-05-01T12:00:00%2003:00";
    let (_, _, page) = get(&town, &token, &format!("{}?{times}", overview())).await;
    assert!(words(&page).contains("на 10.04.2023, как было известно на 01.05.2023 12:00."), "{page}");
    let places: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .map(|link| link.split('"').next().unwrap())
        .filter(|link| link.contains("/offices/"))
        .collect();
    let (back, others): (Vec<&str>, Vec<&str>) = places.iter().partition(|link| !link.contains("as_of="));
    assert_eq!(back, [overview()], "only the way back leaves the past");
    assert!(
        others.len() > 30 && others.iter().all(|link| link.contains("known_at=2023-05-01T09%3A00%3A00Z")),
        "{others:?}"
    );
}

#[tokio::test]
async fn today_by_its_date_is_the_page_of_today() {
    let town = later().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    let (_, _, page) = get(&town, &token, &format!("{}?as_of=2023-06-02", overview())).await;
    assert!(!page.contains("class=\"past\"") && page.contains("action=\"/signout\""), "{page}");
    assert!(page.contains(&format!("href=\"{}/overdue\"", overview())), "clean links: {page}");
}

#[tokio::test]
async fn a_date_not_understood_is_answered_with_today_and_a_sentence_beside_the_field() {
    let town = later().await;
    let (_, token) = town.person("coordinator", Role::Coordinator).await;
    for path in pages() {
        let (status, _, page) = get(&town, &token, &format!("{path}?as_of=32.13.2023")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let field = page.split("<input").find(|input| input.contains("name=\"as_of\"")).unwrap();
        assert!(field.contains("value=\"32.13.2023\"") && field.contains("aria-invalid=\"true\""), "{field}");
        assert!(field.contains("as_of-e") && page.contains("id=\"as_of-e\""), "{field}");
        assert!(words(&page).contains("Дата не понята: показан сегодняшний день"), "{path}");
        assert!(!page.contains("class=\"past\""), "{path}");
    }
    let (status, _, page) = get(&town, &token, &format!("{}?known_at=%3Cscript%3E", overview())).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        !page.contains("<script")
            && page.contains("id=\"known_at-e\"")
            && page.contains("<details class=\"cal\" open>"),
        "{page}"
    );
}

#[tokio::test]
async fn the_month_shows_the_office_s_days_off_and_leads_to_each_day() {
    let town = later().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (_, _, page) =
        get(&town, &token, &format!("{}/plan?as_of=2023-05-15&q=%D0%BE%D1%82%D1%87%D1%91%D1%82", overview())).await;
    let month = page.split("<caption>Май 2023").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(words(month).contains("пн вт ср чт пт сб вс"), "{month}");
    let of = |day: u32| month.split("<td").find(|cell| cell.contains(&format!(">{day}<span"))).unwrap();
    assert!(
        of(9).starts_with(" class=\"off\"") && of(8).starts_with(" class=\"off\"") && !of(10).contains("class=\"off\"")
    );
    assert!(of(15).contains("aria-current=\"date\""));
    assert!(of(7).contains("q=%D0%BE%D1%82%D1%87%D1%91%D1%82") && of(7).contains("as_of=2023-05-07"), "{}", of(7));
    assert_eq!(month.matches("aria-current").count(), 1);
}

#[tokio::test]
async fn a_day_to_come_is_told_from_a_past_one() {
    let town = later().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    let (_, _, page) = get(&town, &token, &format!("{}?as_of=2023-06-30", overview())).await;
    assert!(words(&page).contains("этот день ещё не наступил, показано известное сейчас"), "{page}");
}

#[tokio::test]
async fn before_it_was_entered_a_page_says_that_it_was_not_there() {
    let town = later().await;
    let (_, token) = town.person("auditor", Role::Auditor).await;
    for path in pages() {
        let (status, _, page) = get(&town, &token, &format!("{path}?as_of=02.04.2023")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(words(&page).contains("В тот день этого ещё не было"), "{path}: {page}");
        assert!(page.contains(&format!("<a href=\"{path}\">К сегодняшнему дню")), "{path}: {page}");
    }
}
