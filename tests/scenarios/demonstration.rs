//! The demonstration as its visitors have it: the same figures everywhere, nothing lost when it is killed, an end when asked.

use super::made_of;
use serde_json::{Value, json};
use vekha_tests::{Demo, Folder, http, vekha};

fn get(demo: &Demo, token: &str, path: &str) -> Value {
    let authorization = format!("Bearer {token}");
    let answer = http::send("GET", &demo.url(path), &[("Authorization", &authorization)], "").unwrap();
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// The office of an account's token, and its first roadmap.
fn home(demo: &Demo, token: &str) -> (String, String) {
    let office = get(demo, token, "/api/v1/offices")[0]["id"].as_str().unwrap().to_owned();
    let roadmaps = get(demo, token, &format!("/api/v1/offices/{office}/roadmaps"));
    let roadmaps = roadmaps.get("items").unwrap_or(&roadmaps);
    (office, roadmaps[0]["id"].as_str().unwrap().to_owned())
}

#[test]
fn pages_api_command_line_and_recounted_workbooks_tell_the_same_figures() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let token = demo.token_of("seversky-coordinator");
    let (office, roadmap) = home(&demo, &token);
    let database = folder.database_file("vekha.db");
    for day in ["2023-07-05", "2023-04-20", "2022-12-31"] {
        let api = get(&demo, &token, &format!("/api/v1/offices/{office}/roadmaps/{roadmap}/fulfilment?as_of={day}"));
        let cli = vekha(&["fulfilment", &roadmap, "--as-of", day, "--json", "--database", &database]).ok().json();
        assert_eq!(api, cli, "{day}");
        let overview = page(&demo, &token, &format!("/offices/{office}/roadmaps/{roadmap}?as_of={day}"));
        for figure in ["completeness", "timeliness", "fulfilment"] {
            let shown = api[figure].as_f64().map_or_else(|| "—".to_owned(), percent);
            assert!(overview.contains(&shown), "{day}: {figure} {shown}");
        }
        let made_of = page(&demo, &token, &format!("/offices/{office}/roadmaps/{roadmap}/fulfilment?as_of={day}"));
        let n = |figure: &str| api[figure].as_u64().unwrap() as usize;
        let (missing, late_work) = (n("due") - n("done"), n("done") - n("on_time"));
        assert_eq!((rows(&made_of, "fulfilled"), rows(&made_of, "not-done")), (n("fulfilled"), missing), "{day}");
        assert_eq!((rows(&made_of, "done-late"), rows(&made_of, "late-mark")), (late_work, n("late_marks")), "{day}");
        assert_eq!(rows(&made_of, "dead-proof"), n("dead_proofs"), "{day}");
        let late = get(&demo, &token, &format!("/api/v1/offices/{office}/roadmaps/{roadmap}/overdue?as_of={day}"));
        assert_eq!(late.as_array().map(Vec::len), api["overdue"].as_u64().map(|n| n as usize), "{day}");
    }
    made_of::agrees(&demo);
    assert_eq!(demo.ask_to_end(), 0);
}

/// How many rows a list of the page has; none where the list is left out.
fn rows(page: &str, list: &str) -> usize {
    let section = page.split("<section").find(|section| section.contains(&format!("id=\"{list}\"")));
    let body = section.and_then(|section| section.split("</section>").next()?.split("<tbody>").nth(1));
    body.map_or(0, |body| body.matches("<tr>").count())
}

/// `95,6 %`, cut and not rounded.
fn percent(share: f64) -> String {
    let tenths = (share * 1_000.0 + 1e-9).floor() as u64;
    format!("{},{}\u{a0}%", tenths / 10, tenths % 10)
}

fn page(demo: &Demo, token: &str, path: &str) -> String {
    let authorization = format!("Bearer {token}");
    let answer = http::send("GET", &demo.url(path), &[("Authorization", &authorization)], "").unwrap();
    assert_eq!(answer.status, 200, "{path}");
    answer.body.replace("&nbsp;", "\u{a0}")
}

#[test]
fn the_invented_years_look_like_years() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let database = folder.database_file("vekha.db");
    let all = vekha(&["fulfilment", "--as-of", "2023-07-05", "--json", "--database", &database]).ok().json();
    let parts = all["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 5);
    for part in parts {
        let share = |figure: &str| part[figure].as_f64().unwrap();
        let (done, on_time, fulfilled) = (share("completeness"), share("timeliness"), share("fulfilment"));
        assert!((0.8..1.0).contains(&done) && fulfilled < on_time && on_time < done, "{part}");
        assert!(part["overdue"].as_u64() > Some(0), "{part}");
    }
    let told = vekha(&["history", "--office", "северский", "--database", &database]).ok().said;
    for fact in ["возвращено на доработку", "перенос срока", "снято с контроля", "документа нет", "Основание: Приказ"]
    {
        assert!(told.contains(fact), "{fact}");
    }
    vekha(&["verify", "--database", &database]).ok();
    vekha(&["rebuild", "--database", &database]).ok();
    assert_eq!(demo.account("region")["office"], "Северский район");
}

#[test]
fn a_mark_that_was_acknowledged_outlives_a_power_cut_and_is_made_once() {
    let folder = Folder::new();
    let mut demo = Demo::start(&folder);
    for round in 1..=3 {
        let token = demo.token_of("seversky-coordinator");
        let (office, roadmap) = home(&demo, &token);
        let open =
            get(&demo, &token, &format!("/api/v1/offices/{office}/roadmaps/{roadmap}/obligations?state=overdue"));
        let late = &open["items"][0];
        let body = json!({
            "occurrence": late["occurrence"], "organisation": late["organisation"],
            "performed_on": "2023-07-03", "links": [format!("https://sosh1.example.org/{round}.pdf")],
        });
        let path = format!("/api/v1/offices/{office}/activities/{}/completions", late["activity"].as_str().unwrap());
        let (authorization, key) = (format!("Bearer {token}"), format!("round-{round}"));
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Idempotency-Key", &key),
            ("Content-Type", "application/json"),
        ];
        let marked = http::send("POST", &demo.url(&path), &headers, &body.to_string()).unwrap();
        assert_eq!(marked.status, 201, "{}", marked.body);
        demo.kill();
        demo = Demo::start(&folder);
        let authorization = format!("Bearer {}", demo.token_of("seversky-coordinator"));
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Idempotency-Key", &key),
            ("Content-Type", "application/json"),
        ];
        let again = http::send("POST", &demo.url(&path), &headers, &body.to_string()).unwrap();
        assert_eq!(
            (again.status, again.json()["mark"].clone()),
            (200, marked.json()["mark"].clone()),
            "{}",
            again.body
        );
    }
    vekha(&["verify", "--database", &folder.database_file("vekha.db")]).ok();
    assert_eq!(demo.ask_to_end(), 0);
}
