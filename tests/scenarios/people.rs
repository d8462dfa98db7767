//! A list of people goes from a file into the office, with the real program reading it.

use vekha_tests::{Demo, Folder, http};

const LIST: &str = "ФИО;Должность;Организация;Эл. почта;Роль\n\
    Новикова Ольга Ивановна;методист;МКУ ИМЦ;novikova@seversky.example.org;ответственный\n\
    Иванова;;;;\n";

fn send(demo: &Demo, method: &str, path: &str, kind: &str, body: &[u8]) -> http::Answer {
    let authorization = format!("Bearer {}", demo.token_of("seversky-coordinator"));
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", kind)];
    http::send_bytes(method, &demo.url(path), &headers, body).unwrap()
}

fn upload(demo: &Demo, office: &str, name: &str, bytes: &[u8]) -> http::Answer {
    let head = "Content-Disposition: form-data; name=\"file\"; filename=";
    let mut body = format!("--b0undary\r\n{head}\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b0undary--\r\n");
    let path = format!("/offices/{office}/people/list");
    send(demo, "POST", &path, "multipart/form-data; boundary=b0undary", &body)
}

/// What a hidden field holds.
fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    after.split('"').next().unwrap_or_default().replace("&#34;", "\"").replace("&#38;", "&")
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn a_list_is_shown_first_and_its_clear_rows_are_entered() {
    let folder = Folder::new();
    let demo = Demo::start(&folder);
    let offices = send(&demo, "GET", "/api/v1/offices", "application/json", b"").json();
    let office = offices[0]["id"].as_str().unwrap();
    let people = format!("/offices/{office}/people");
    let refused = upload(&demo, office, "письмо.txt", "Просто письмо без таблицы".as_bytes());
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"file-e\">!") && refused.body.contains("ФИО"), "{}", refused.body);

    let shown = upload(&demo, office, "люди.csv", LIST.as_bytes());
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert!(shown.body.contains("Новых: 1.") && shown.body.contains("Неясных: 1."), "{}", shown.body);
    let list = |demo| send(demo, "GET", &people, "text/plain", b"").body;
    assert!(!list(&demo).contains("Новикова"), "nothing is entered yet");
    let (rows, command) = (hidden(&shown.body, "rows"), hidden(&shown.body, "command"));
    let fields = format!("rows={}&command={}", percent(&rows), percent(&command));
    let entry = format!("{people}/list/entry");
    let entered = send(&demo, "POST", &entry, "application/x-www-form-urlencoded", fields.as_bytes());
    assert_eq!(entered.status, 303, "{}", entered.body);
    let page = list(&demo);
    assert!(page.contains("Новикова Ольга Ивановна") && page.contains("novikova@seversky.example.org"), "{page}");
}
