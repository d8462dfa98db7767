//! A fuzzer that the description drives: every operation, everybody who may come, good and bad values of everything.
//!
//! It trusts the description and nothing else: whatever is sent, the status, the kind and the shape of the answer are
//! those the description names for the operation, and what it names is met.

mod town;
mod values;

use super::schema;
use crate::web::tests::request;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use town::{Peopled, Who};
use values::{Asking, Chance};
use vekha_domain::event::Role;

/// Requests of each operation by each person.
const TRIES: usize = 28;
/// What the fuzzer cannot bring about: slowness, a race, damage.
const OUT_OF_REACH: [&str; 4] = ["408", "409", "500", "503"];

/// An operation of the description.
struct Operation {
    method: String,
    path: String,
    described: Value,
}

impl Operation {
    fn all(document: &Value) -> Vec<Operation> {
        let paths = document["paths"].as_object().unwrap();
        let of_path = |(path, methods): (&String, &Value)| {
            let path = path.clone();
            let methods = methods.as_object().unwrap().clone();
            methods.into_iter().map(move |(method, described)| Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                described,
            })
        };
        paths.iter().flat_map(of_path).collect()
    }

    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Is it for everybody?
    fn open(&self) -> bool {
        self.described["security"] == serde_json::json!([{}])
    }

    fn answers(&self) -> impl Iterator<Item = &String> {
        self.described["responses"].as_object().unwrap().keys()
    }

    /// The answer is one that the description names, of the kind and the shape it names.
    fn check(&self, document: &Value, status: StatusCode, headers: &HeaderMap, body: &Value) -> Result<(), String> {
        let said = &self.described["responses"][status.as_str()];
        let content = said["content"].as_object().ok_or_else(|| format!("{status} is not described"))?;
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default();
        let described = content.get(kind).ok_or_else(|| format!("{status} comes as {kind:?}"))?;
        for name in said["headers"].as_object().into_iter().flat_map(|named| named.keys()) {
            headers.get(name).ok_or_else(|| format!("{status} comes without {name}"))?;
        }
        if kind.ends_with("json") {
            schema::check(document, &described["schema"], body, status.as_str())?;
        }
        if !status.is_success() && kind != "text/html" {
            let code = body["code"].as_str().unwrap_or_default();
            if body["status"] != status.as_u16() || body["type"] != format!("urn:vekha:problem:{code}") {
                return Err(format!("{status} calls itself {} {}", body["status"], body["type"]));
            }
            if ["title", "detail", "request"].iter().any(|name| body[name].as_str().unwrap_or_default().is_empty()) {
                return Err(format!("{status} does not say what is wrong"));
            }
        }
        Ok(())
    }
}

/// What must hold whoever asks, beyond the description.
fn check_access(who: &Who, asking: &Asking, open: bool, status: StatusCode) -> Result<(), String> {
    if who.role.is_none() && !open && status.is_success() {
        return Err("a stranger is answered".to_owned());
    }
    if asking.missing && status.is_success() {
        return Err("what is not there, or somebody else's, is answered".to_owned());
    }
    // One wrong id in the path and nothing else wrong: always the same words.
    if asking.missing && asking.wrong == 1 && who.role.is_some() {
        let fits = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&status);
        return if fits { Ok(()) } else { Err(format!("a wrong id answers {status}")) };
    }
    Ok(())
}

/// The same request again reads the same and writes nothing.
fn check_again(
    op: &Operation,
    asking: &Asking,
    first: &Value,
    second: &Value,
    status: StatusCode,
) -> Result<(), String> {
    if op.method == "GET" {
        return if first == second { Ok(()) } else { Err("the same question has another answer".to_owned()) };
    }
    let keyed = asking.headers.iter().any(|(name, _)| name == "Idempotency-Key");
    let fits = match status {
        StatusCode::OK => second["new"] == false && second["mark"] == first["mark"],
        // Without a key a second mark is another one, and refused as such.
        _ => !keyed && status.is_client_error(),
    };
    if fits { Ok(()) } else { Err(format!("sent again it answers {status} {second}")) }
}

async fn send(town: &Peopled, who: &Who, operation: &Operation, asking: &Asking) -> (StatusCode, HeaderMap, Value) {
    let body = asking.body.clone().map_or_else(Body::empty, |(_, body)| Body::from(body));
    let mut request = request(&operation.method, &asking.path, &who.token, &[], body);
    let headers = request.headers_mut();
    match asking.body.as_ref().and_then(|(kind, _)| *kind) {
        Some(kind) => headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        None => headers.remove(header::CONTENT_TYPE),
    };
    for (name, value) in &asking.headers {
        headers.append(header::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.clone());
    }
    town.town.send(request).await
}

/// What was sent and what came of it.
#[derive(Default)]
struct Met {
    chance: Chance,
    sent: usize,
    statuses: BTreeMap<String, BTreeMap<String, usize>>,
    wrong: BTreeSet<String>,
}

impl Met {
    async fn one(&mut self, town: &Peopled, who: &Who, operation: &Operation, document: &Value) {
        let asking = values::ask(&mut self.chance, town, who, operation, document).await;
        let (status, headers, body) = send(town, who, operation, &asking).await;
        let mut checked = operation.check(document, status, &headers, &body);
        checked = checked.and_then(|()| check_access(who, &asking, operation.open(), status));
        self.count(operation, status);
        if checked.is_ok() && status.is_success() && operation.path.starts_with("/api/") {
            let again = send(town, who, operation, &asking).await;
            self.count(operation, again.0);
            checked = operation.check(document, again.0, &again.1, &again.2);
            checked = checked.and_then(|()| check_again(operation, &asking, &body, &again.2, again.0));
        }
        if let Err(why) = checked {
            self.wrong.insert(format!("{} as {:?}: {why}\n    {}", operation.name(), who.role, asking.told()));
        }
    }

    fn count(&mut self, operation: &Operation, status: StatusCode) {
        *self.statuses.entry(operation.name()).or_default().entry(status.as_str().to_owned()).or_default() += 1;
        self.sent += 1;
    }
}

#[tokio::test]
async fn whatever_is_sent_the_answer_is_one_that_the_description_names() {
    let town = Peopled::new().await;
    let (_, _, document) = town.town.get("", "/api/openapi.json").await;
    let operations = Operation::all(&document);
    let mut met = Met { chance: Chance::seeded(0x5eed), ..Met::default() };
    for operation in operations.iter().cycle().take(operations.len() * TRIES) {
        for who in &town.everybody {
            met.one(&town, who, operation, &document).await;
        }
    }
    // Who may write everything writes all kinds of things in turn: marks are made, accepted, returned, taken back.
    let coordinator = town.everybody.iter().find(|who| who.role == Some(Role::Coordinator)).unwrap();
    let writing: Vec<&Operation> = operations.iter().filter(|operation| operation.method != "GET").collect();
    for _ in 0..TRIES * 48 {
        let operation = met.chance.pick(&writing);
        met.one(&town, coordinator, operation, &document).await;
    }
    println!("{} operations × {} visitors, {} requests", operations.len(), town.everybody.len(), met.sent);
    met.statuses.iter().for_each(|(name, statuses)| println!("{name}: {statuses:?}"));
    let wrong: Vec<&str> = met.wrong.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.get(..40).unwrap_or(&wrong).join("\n"));
    assert!(operations.len() >= 20 && town.everybody.len() >= 8 && met.sent >= 6_500, "{} sent", met.sent);
    for operation in &operations {
        let seen = &met.statuses[&operation.name()];
        let answers = operation.answers().filter(|status| !OUT_OF_REACH.contains(&status.as_str()));
        let unmet: Vec<_> = answers.filter(|status| !seen.contains_key(*status)).collect();
        assert!(unmet.is_empty(), "{} names {unmet:?} and never answers so: {seen:?}", operation.name());
    }
}
