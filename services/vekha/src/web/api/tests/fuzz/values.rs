//! Good and bad values of everything a request is made of, chosen by a seeded chance from what the description says.

mod bodies;

use super::{
    Operation,
    town::{FOREIGN, FOREIGN_ROADMAP, MONITORING, Peopled, RISKS, Who},
};
use crate::web::tests::{ACTIVITY, OFFICE, ROADMAP};
use axum::http::HeaderValue;
use serde_json::Value;
use uuid::Uuid;
use vekha_domain::event::Role;

/// What no parameter is.
const NASTY: [&str; 14] = [
    "",
    " ",
    "null",
    "-1",
    "0",
    "99999999999999999999999999",
    "1e400",
    "[]",
    "' OR 1=1 --",
    "\"; DROP TABLE events; --",
    "\0",
    "../../etc/passwd",
    "<script>alert(1)</script>\u{202e}",
    "%s%n${7*7}{{7*7}}",
];
/// Days as they are and as they are not.
const DAYS: [&str; 10] = [
    "2023-04-03",
    "2023-03-31",
    "2022-11-08",
    "2030-01-01",
    "1999-12-31",
    "9999-12-31",
    "+262142-12-31",
    "-0001-01-01",
    "2023-02-30",
    "05.07.2023",
];
/// Moments as they are and as they are not.
const MOMENTS: [&str; 7] = [
    "2023-04-03T12:00:00+03:00",
    "2023-04-03T09:00:00Z",
    "2023-04-03",
    "03.04.2023",
    "2000-01-01",
    "9999-12-31T23:59:59Z",
    "вчера",
];

/// Chance that repeats itself (SplitMix64).
#[derive(Default)]
pub struct Chance(u64);

impl Chance {
    pub fn seeded(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True so many times of a hundred.
    fn of_100(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// What of a request is spoiled: nothing, one part, or each part by chance.
enum Spoil {
    Nothing,
    One(usize),
    Some,
}

impl Spoil {
    fn chosen(chance: &mut Chance, parts: usize, body: bool) -> Spoil {
        match chance.below(10) {
            0..3 => Spoil::Nothing,
            // The last part, the body if there is one, has the most ways to be wrong.
            3..8 => Spoil::One(chance.below(parts + if body { 4 } else { 0 }).min(parts - 1)),
            _ => Spoil::Some,
        }
    }

    fn hits(&self, chance: &mut Chance, part: usize) -> bool {
        match self {
            Spoil::Nothing => false,
            Spoil::One(one) => *one == part,
            Spoil::Some => chance.of_100(30),
        }
    }
}

/// A request.
#[derive(Default)]
pub struct Asking {
    /// Path with the query.
    pub path: String,
    pub headers: Vec<(String, HeaderValue)>,
    /// The body and what it is said to be.
    pub body: Option<(Option<&'static str>, Vec<u8>)>,
    /// An id of the path is of nothing that this visitor may see.
    pub missing: bool,
    /// How much of it was spoiled.
    pub wrong: usize,
}

impl Asking {
    /// For the message of a failure.
    pub fn told(&self) -> String {
        let short = |text: &str| text.chars().take(300).collect::<String>();
        let body = self.body.as_ref().map(|(kind, body)| (kind, short(&String::from_utf8_lossy(body))));
        format!("{} {:?} {body:?}", short(&self.path), self.headers)
    }
}

/// A request of this operation: mostly good, often spoiled in one place, sometimes in several.
pub async fn ask(chance: &mut Chance, town: &Peopled, who: &Who, operation: &Operation, document: &Value) -> Asking {
    let (marks, version) = town.marks().await;
    let parameters = operation.described["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let spoil = Spoil::chosen(chance, parameters.len() + 1, operation.described["requestBody"].is_object());
    let mut asking = Asking { path: operation.path.clone(), ..Asking::default() };
    let mut query: Vec<String> = Vec::new();
    for (n, parameter) in parameters.iter().enumerate() {
        let name = parameter["name"].as_str().unwrap();
        let bad = spoil.hits(chance, n);
        match parameter["in"].as_str().unwrap() {
            "path" => put_id(chance, &mut asking, (town, who), name, bad, &marks),
            "header" if bad || chance.of_100(30) => put_header(chance, &mut asking, name, bad, version),
            "query" if bad || chance.of_100(if parameter["required"] == true { 97 } else { 40 }) => {
                asking.wrong += usize::from(bad);
                query.push(pair(name, &of_query(chance, name, &parameter["schema"], bad)));
            }
            // Left out, what is required is wrong too.
            "query" => asking.wrong += usize::from(parameter["required"] == true),
            _ => {}
        }
    }
    if spoil.hits(chance, parameters.len()) {
        let more = ["nobody=1", "%FF%FE=%00", "&&&=", "as_of[]=2023-04-03", "%", "as_of=2023-04-03&as_of=2023-04-03"];
        query.push(chance.pick(&more).to_owned());
        asking.wrong += 1;
    }
    if !query.is_empty() {
        asking.path = format!("{}?{}", asking.path, query.join("&"));
    }
    if chance.of_100(20) {
        let wanted: &[u8] = chance.pick(&[b"en".as_slice(), b"de, *;q=0", b"\xd1\x80\xff", b","]);
        asking.headers.push(("Accept-Language".to_owned(), HeaderValue::from_bytes(wanted).unwrap()));
    }
    if let Some(kinds) = operation.described["requestBody"]["content"].as_object() {
        let schema = &kinds["application/json"]["schema"];
        let bad = spoil.hits(chance, parameters.len());
        asking.wrong += usize::from(bad);
        asking.body = Some(bodies::body(chance, town, document, schema, bad));
    }
    asking
}

fn pair(name: &str, value: &str) -> String {
    // Bytes that are no text come through as they are.
    let value = if value == "\u{fffd}" { "%FF%C0".to_owned() } else { encoded(value) };
    format!("{name}={value}")
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b == b'-' { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

fn put_id(
    chance: &mut Chance,
    asking: &mut Asking,
    (town, who): (&Peopled, &Who),
    name: &str,
    bad: bool,
    marks: &[Uuid],
) {
    let good = match name {
        "office" => OFFICE.0,
        "roadmap" => ROADMAP.0,
        "activity" => ACTIVITY.0,
        // The last marks are those that something can still be done with.
        "mark" if chance.of_100(60) => chance.pick(&marks[marks.len() - 2..]),
        "mark" => chance.pick(marks),
        "monitoring" if ["/cards", "/protocols"].iter().any(|forms| asking.path.contains(forms)) => RISKS.0,
        "monitoring" => MONITORING.0,
        "organisation" => town.school.0,
        "window" => return put_window(chance, asking, bad),
        other => panic!("a parameter of a path that the fuzzer does not know: {other}"),
    };
    let region = who.role == Some(Role::Region);
    let text = match (bad, chance.below(9)) {
        (false, 0) => encoded(&good.to_string().to_uppercase()),
        (false, _) => good.to_string(),
        (true, 0) => Uuid::nil().to_string(),
        (true, 1) => Uuid::from_u128(u128::from(chance.next())).to_string(),
        // The region reads the neighbour too; for others it is not there.
        (true, 2) if !(region && name == "office") => FOREIGN.to_string(),
        (true, 3) => FOREIGN_ROADMAP.to_string(),
        (true, 4) => "%FF%C0".to_owned(),
        (true, 5) => format!("{good}%00"),
        (true, 6) => "f".repeat(3_000),
        (true, 7) => format!("{}%2F..%2F{good}", Uuid::nil()),
        (true, _) => encoded(chance.pick(&NASTY[1..])),
    };
    asking.wrong += usize::from(bad);
    asking.missing |= bad;
    asking.path = asking.path.replace(&format!("{{{name}}}"), &text);
}

fn put_window(chance: &mut Chance, asking: &mut Asking, bad: bool) {
    let text = if bad { chance.pick(&["2", "0", "65536", "-1", "%FF%C0", "one"]) } else { "1" };
    asking.wrong += usize::from(bad);
    asking.missing |= bad;
    asking.path = asking.path.replace("{window}", text);
}

fn put_header(chance: &mut Chance, asking: &mut Asking, name: &str, bad: bool, version: u64) {
    let good = match name {
        "If-Match" => chance.pick(&[format!("\"{version}\""), "*".to_owned(), format!("\"1\", \"{version}\"")]),
        _ => format!("key-{}", chance.below(500)),
    };
    let value = match (bad, chance.below(5)) {
        (false, _) => HeaderValue::from_str(&good),
        (true, 0) => HeaderValue::from_bytes(b""),
        (true, 1) => HeaderValue::from_bytes(&[0xff, 0xc0, b'a']),
        (true, 2) => HeaderValue::from_str(&"k".repeat(chance.pick(&[255, 256, 4_000]))),
        (true, 3) => HeaderValue::from_str("\"1\""),
        (true, _) => HeaderValue::from_str("W/\"1\", ,;\t\"\"\""),
    };
    asking.wrong += usize::from(bad);
    asking.headers.push((name.to_owned(), value.unwrap()));
}

fn of_query(chance: &mut Chance, name: &str, schema: &Value, bad: bool) -> String {
    if bad {
        return match chance.below(6) {
            0 => "\u{fffd}".to_owned(),
            1 => "щ".repeat(3_000),
            2 => chance.pick(&DAYS).to_owned(),
            3 => chance.pick(&MOMENTS).to_owned(),
            _ => chance.pick(&NASTY).to_owned(),
        };
    }
    if let Some(codes) = schema["enum"].as_array() {
        return chance.pick(codes).as_str().unwrap().to_owned();
    }
    match (name, schema["format"].as_str(), schema["type"].as_str()) {
        ("from", ..) => DAYS[2].to_owned(),
        ("to", ..) => chance.pick(&[DAYS[0], DAYS[3]]).to_owned(),
        ("known_at", ..) => chance.pick(&MOMENTS[..4]).to_owned(),
        ("period", ..) => chance.pick(&["2023", "2022-23", "2023-Q1", "2022-23-3"]).to_owned(),
        ("stream", ..) => chance.pick(&[format!("activity-{ACTIVITY}"), format!("office-{FOREIGN}")]),
        ("cursor", ..) => chance.pick(&["AAAAAAAAAAE", "__________8"]).to_owned(),
        ("phrase", ..) => {
            chance.pick(&["до 15 января ежегодно", "ежеквартально", "по графику", "март 2023"]).to_owned()
        }
        (_, Some("date"), _) => chance.pick(&DAYS[..4]).to_owned(),
        (_, _, Some("integer")) => (1 + chance.below(500)).to_string(),
        other => panic!("a parameter of a query that the fuzzer does not know: {other:?}"),
    }
}
