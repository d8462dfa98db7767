//! For machines that watch the program: is it up, is it ready, a few numbers.

use super::super::{Site, fault::Fault};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use std::fmt::Write;

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers and says which offices there are.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = String)))]
pub async fn readyz(State(site): State<Site>) -> Result<&'static str, Fault> {
    site.app.offices().await?;
    Ok("ready\n")
}

/// Numbers in the Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "health", responses((status = 200, body = String)))]
pub async fn metrics(State(site): State<Site>) -> Result<Response, Fault> {
    let offices = site.app.offices_with_heads().await?;
    let events = offices.iter().map(|(_, head)| head.position).sum();
    let memory = site.app.occupied().await;
    let mut text = String::new();
    metric(&mut text, "vekha_offices", "gauge", "Offices in the database.", offices.len() as u64);
    metric(&mut text, "vekha_log_events", "counter", "Events in all logs.", events);
    metric(&mut text, "vekha_offices_in_memory", "gauge", "Offices whose state is in memory.", memory.offices);
    metric(&mut text, "vekha_offices_memory_bytes", "gauge", "Memory they take, by events folded.", memory.bytes);
    metric(&mut text, "vekha_offices_memory_limit_bytes", "gauge", "Memory they may take.", memory.most);
    metric(&mut text, "vekha_offices_dropped_total", "counter", "Offices dropped from memory.", memory.dropped);
    if let Some(bytes) = resident() {
        metric(&mut text, "process_resident_memory_bytes", "gauge", "Memory the process occupies.", bytes);
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"))];
    Ok((kind, text).into_response())
}

fn metric(text: &mut String, name: &str, kind: &str, help: &str, value: u64) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
}

/// `VmRSS` of Linux; none elsewhere.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes: u64 =
        status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1_024)
}
