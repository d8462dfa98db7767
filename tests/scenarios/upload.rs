//! An order goes from a file to an adopted roadmap in the browser, with the real program reading it.

use serde_json::Value;
use vekha_tests::{Demo, Folder, http, tree};

/// The coordinator at the demonstration.
struct Desk<'a> {
    demo: &'a Demo,
    token: String,
    office: String,
}

impl Desk<'_> {
    fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> http::Answer {
        let authorization = format!("Bearer {}", self.token);
        let headers = [("Authorization", authorization.as_str()), ("Content-Type", kind)];
        http::send_bytes(method, &self.demo.url(path), &headers, body).unwrap()
    }

    fn page(&self, path: &str) -> String {
        let answer = self.send("GET", path, "text/plain", b"");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    fn api(&self, path: &str) -> Value {
        let answer = self.send("GET", path, "application/json", b"");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    /// How many roadmaps the office has.
    fn roadmaps(&self) -> Option<usize> {
        self.api(&format!("/api/v1/offices/{}/roadmaps", self.office)).as_array().map(Vec::len)
    }

    /// Chooses a file, or pastes a table.
    fn upload(&self, file: Option<(&str, &[u8])>, text: &str) -> http::Answer {
        let (name, bytes) = file.unwrap_or(("", b""));
        let head = "Content-Disposition: form-data; name=";
        let mut body = format!("--b0undary\r\n{head}\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(
            format!("\r\n--b0undary\r\n{head}\"text\"\r\n\r\n{text}\r\n--b0undary--\r\n").as_bytes(),
        );
        let path = format!("/offices/{}/orders/new", self.office);
        self.send("POST", &path, "multipart/form-data; boundary=b0undary", &body)
    }

    fn fill(&self, path: &str, fields: &[(&str, &str)]) -> http::Answer {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        self.send("POST", path, "application/x-www-form-urlencoded", pairs.join("&").as_bytes())
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// What a field of the page holds.
fn value(page: &str, field: &str) -> String {
    let after = page
        .split(&format!("id=\"{field}\" name=\"{field}\" value=\""))
        .nth(1)
        .unwrap_or_else(|| panic!("{field}: {page}"));
    after.split('"').next().unwrap_or_default().to_owned()
}

/// The line that says so, chosen for the term of these words.
fn line(page: &str, words: &str, said: &str) -> (String, String) {
    let term = page.split(&format!("«{words}»")).nth(1).unwrap_or_else(|| panic!("{words}: {page}"));
    let before = term.split(said).next().unwrap_or_default();
    let (_, input) = before.rsplit_once("name=\"").unwrap_or_else(|| panic!("{said}: {term}"));
    let (name, rest) = input.split_once('"').unwrap_or_default();
    let value = rest.split("value=\"").nth(1).and_then(|v| v.split('"').next()).unwrap_or_default();
    (name.to_owned(), value.to_owned())
}

fn dues(activity: &Value) -> Vec<String> {
    let all = activity["occurrences"].as_array().cloned().unwrap_or_default();
    all.iter().filter_map(|o| o["due"].as_str().map(str::to_owned)).collect()
}

/// The coordinator of seversky.
fn desk(demo: &Demo) -> Desk<'_> {
    let mut desk = Desk { demo, token: demo.token_of("seversky-coordinator"), office: String::new() };
    desk.office = desk.api("/api/v1/offices")[0]["id"].as_str().unwrap().to_owned();
    desk
}

#[test]
fn a_file_becomes_a_roadmap_whose_chosen_term_the_api_shows() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let desk = desk(&demo);
    assert!(desk.page(&format!("/offices/{}/orders/new", desk.office)).contains("type=\"file\""));
    let refused = desk.upload(Some(("письмо.txt", "Просто письмо без таблицы".as_bytes())), "");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"file-e\">!") && refused.body.contains("таблиц"), "{}", refused.body);

    let order = std::fs::read(tree::root().join("seeds/orders/seversky.docx")).unwrap();
    let read = desk.upload(Some(("seversky.docx", &order)), "");
    assert_eq!(read.status, 303, "{}", read.body);
    let draft = read.header("location").unwrap().to_owned();
    let page = desk.page(&draft);
    assert_eq!((value(&page, "number"), value(&page, "date")), ("1298".to_owned(), "08.11.2022".to_owned()));
    let (name, chosen) = line(&page, "2 раза в год", "Столько раз за учебный год");
    let heading = ["number", "date", "from", "to"].map(|field| (field, value(&page, field)));
    let mut fields = vec![("title", "Методическая работа"), (name.as_str(), chosen.as_str())];
    fields.extend(heading.iter().map(|(field, value)| (*field, value.as_str())));
    let saved = desk.fill(&draft, &fields);
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert!(desk.page(&draft).contains(&format!("value=\"{chosen}\" checked")), "the choice is kept");
    assert_eq!(desk.roadmaps(), Some(1), "nothing is adopted yet");

    let adopted = desk.fill(&format!("{draft}/adoption"), &fields);
    let again = desk.fill(&format!("{draft}/adoption"), &fields);
    assert_eq!((adopted.status, again.status), (303, 303), "{}", adopted.body);
    assert_eq!(adopted.header("location"), again.header("location"));
    assert!(desk.page(adopted.header("location").unwrap()).contains("Методическая работа"));
    assert_eq!(desk.roadmaps(), Some(2));
    let id = draft.rsplit('/').next().unwrap();
    let activities = desk.api(&format!("/api/v1/offices/{}/roadmaps/{id}/activities?limit=200", desk.office));
    let rows = activities["items"].as_array().unwrap();
    assert_eq!(rows.len(), 95);
    let twice = rows.iter().find(|row| row["term"]["words"] == "2 раза в год").unwrap();
    assert_eq!(twice["term"]["status"], "chosen", "{twice}");
    assert_eq!(dues(twice), ["2023-01-14", "2023-05-31", "2024-01-15", "2024-05-31", "2024-12-31"]);
}

#[test]
fn a_pasted_table_is_read_like_a_file_and_a_draft_leaves_no_trace() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let desk = desk(&demo);
    let read = desk.upload(None, &tree::read("seeds/orders/smolensk.txt"));
    assert_eq!(read.status, 303, "{}", read.body);
    let draft = read.header("location").unwrap();
    let page = desk.page(draft);
    assert!(page.contains("В приказе мероприятий 23") && page.contains("вставленная таблица"), "{page}");
    assert_eq!(desk.fill(&format!("{draft}/discard"), &[]).status, 303);
    assert_eq!(desk.send("GET", draft, "text/plain", b"").status, 404);
    assert_eq!(desk.roadmaps(), Some(1));
}
