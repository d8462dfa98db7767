//! What the operations of the description have in common, said once: whom the gate lets in, what is refused and how.

use super::{
    super::access::{Action, Need},
    problem::Problem,
};
use std::collections::BTreeSet;
use utoipa::{
    PartialSchema,
    openapi::{
        Content, OpenApi, Ref, RefOr, ResponseBuilder, Schema,
        path::{Operation, ParameterIn, PathItem, Paths},
        security::SecurityRequirement,
    },
};

/// A status with its sentence.
type Said = (u16, &'static str);

const UNREADABLE: Said = (400, "A parameter, a header or the body cannot be read.");
const STRANGER: Said = (401, "Neither a token nor a session that is known here.");
const FORBIDDEN: Said = (403, "Not this person's to do, or sent from a page of another site.");
const MISSING: Said = (404, "No such thing, or somebody else's, or the id is none.");
const TIMED_OUT: Said = (408, "The answer took too long.");
const CONFLICT: Said = (409, "The data changed while it was written, several times in a row. Repeat it.");
const STALE: Said = (412, "It is no longer the version that `If-Match` names.");
const TOO_BIG: Said = (413, "The body is larger than 256 KiB.");
const MEDIA: Said = (415, "The body is not declared as `application/json`.");
const REFUSED: Said = (422, "The rules of the subject refuse it; `code` and `detail` say why, `field` where.");
const BROKEN: Said = (500, "The program is at fault.");
const UNKNOWN: Said = (
    503,
    "It is not known whether it was recorded, or the database does not answer; the same `Idempotency-Key` settles it.",
);

/// Says what the gate before these routes answers.
pub fn gated(paths: &mut Paths, need: Need) {
    let said: &[Said] = match need {
        Need::Nobody => &[],
        Need::SignedIn | Need::May(Action::Read) => &[STRANGER],
        Need::May(_) => &[STRANGER, FORBIDDEN],
    };
    for (_, operation) in paths.paths.values_mut().flat_map(operations) {
        refuse(operation, said);
        if need == Need::Nobody {
            operation.security = Some(vec![SecurityRequirement::default()]);
        }
    }
}

/// Says what follows from the shape of each operation: its parameters, its body, whether it writes.
pub fn complete(document: &mut OpenApi) {
    require_what_is_sent(document);
    // A problem says `field` and `command` only where there are some.
    document.components.get_or_insert_default().schemas.insert("Problem".to_owned(), Problem::schema());
    for (path, item) in &mut document.paths.paths {
        for (writes, operation) in operations(item) {
            put_words(operation);
            if !path.starts_with("/api/") {
                // Who watches the program gets a page, not a problem.
                say(operation, &[TIMED_OUT, BROKEN], "text/html", &Content::new(Some(String::schema())));
                continue;
            }
            refuse(operation, &of_shape(operation, writes));
        }
    }
}

/// What the API sends has all its fields, null or not; what it is sent may leave out what is optional.
fn require_what_is_sent(document: &mut OpenApi) {
    let bodies = document.paths.paths.values_mut().flat_map(operations).filter_map(|(_, o)| o.request_body.as_ref());
    let contents = bodies.filter_map(|body| if let RefOr::T(body) = body { Some(&body.content) } else { None });
    let received: BTreeSet<String> = contents
        .flat_map(|content| content.values())
        .filter_map(|content| match content {
            RefOr::T(Content { schema: Some(RefOr::Ref(to)), .. }) => to.ref_location.rsplit('/').next(),
            _ => None,
        })
        .map(str::to_owned)
        .collect();
    for (name, schema) in &mut document.components.get_or_insert_default().schemas {
        if let RefOr::T(Schema::Object(object)) = schema
            && !received.contains(name)
        {
            object.required = object.properties.keys().cloned().collect();
        }
    }
}

fn of_shape(operation: &Operation, writes: bool) -> Vec<Said> {
    let given = |wanted: &ParameterIn| {
        let parameters = operation.parameters.iter().flatten();
        parameters.filter(|p| matches!(p, RefOr::T(p) if p.parameter_in == *wanted)).count()
    };
    let body = operation.request_body.is_some();
    let mut said = vec![TIMED_OUT, BROKEN];
    if given(&ParameterIn::Path) > 0 {
        said.push(MISSING);
    }
    if given(&ParameterIn::Query) + given(&ParameterIn::Header) > 0 || body {
        said.push(UNREADABLE);
    }
    if writes {
        said.extend([FORBIDDEN, CONFLICT, REFUSED, UNKNOWN]);
    }
    if writes && given(&ParameterIn::Header) > 0 {
        said.push(STALE);
    }
    if body {
        said.extend([TOO_BIG, MEDIA]);
    }
    said
}

/// The operations of a path, each with whether it writes.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let all = [(false, &mut item.get), (true, &mut item.post), (true, &mut item.put), (true, &mut item.delete)];
    all.into_iter().filter_map(|(writes, operation)| Some((writes, operation.as_mut()?)))
}

fn refuse(operation: &mut Operation, said: &[Said]) {
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    say(operation, said, "application/problem+json", &problem);
}

/// What an operation answers by itself stays as it says.
fn say(operation: &mut Operation, said: &[Said], kind: &str, content: &Content) {
    for (status, words) in said {
        let answer = ResponseBuilder::new().description(*words).content(kind, content.clone());
        operation.responses.responses.entry(status.to_string()).or_insert_with(|| answer.build().into());
    }
}

/// OpenAPI wants words for every answer.
fn put_words(operation: &mut Operation) {
    for answer in operation.responses.responses.values_mut() {
        if let RefOr::T(answer) = answer
            && answer.description.is_empty()
        {
            answer.description = operation.summary.clone().unwrap_or_default();
        }
    }
}
