//! Every answer that is no success becomes a proper page, in the person's language.

use axum::http::{StatusCode, header};
use axum::response::Response;

use crate::business::failure::Failure;
use crate::text;
use crate::values::Language;
use crate::web::answer::{Trouble, html_page, redirect};
use crate::web::page::{Frame, FrameFacts, framed_page};
use crate::web::parts::{ErrorPage, Link, error_page};
use crate::web::visit::Visit;

/// Leaves good answers and finished pages alone; replaces bare refusals and faults.
pub fn mended(visit: &Visit, response: Response) -> Response {
    let status = response.status();
    let finished =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if finished || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let trouble = response.extensions().get::<Trouble>().cloned();
    if let Some(Trouble::SignInFirst) = trouble {
        return redirect(&format!("/sign-in?to={}", encoded(visit.path())));
    }
    if let Some(Trouble::Failure(Failure::Fault(fault))) = &trouble {
        tracing::error!(path = visit.path(), %fault, "a request met a fault");
    }
    let facts = visit.base_facts();
    let page = error_page(visit.language, &described(visit.language, status, trouble.as_ref(), &facts));
    let mut page_response = html_page(framed_page(Frame::Bare, &facts, &page), false);
    *page_response.status_mut() = status;
    page_response
}

fn described(language: Language, status: StatusCode, trouble: Option<&Trouble>, facts: &FrameFacts) -> ErrorPage {
    let word = match (status, trouble) {
        (_, Some(Trouble::Stale)) => "stale",
        (StatusCode::BAD_REQUEST, _) => "malformed",
        (StatusCode::FORBIDDEN, _) => "not_allowed",
        (StatusCode::NOT_FOUND, _) => "not_found",
        (StatusCode::METHOD_NOT_ALLOWED, _) => "wrong_method",
        (StatusCode::CONFLICT, _) => "conflict",
        (StatusCode::PAYLOAD_TOO_LARGE, _) => "too_large",
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, _) => "malformed",
        (StatusCode::UNPROCESSABLE_ENTITY, _) => "refused",
        (StatusCode::REQUEST_TIMEOUT, _) => "timeout",
        (StatusCode::INSUFFICIENT_STORAGE, _) => "disk_full",
        (status, _) if status.is_client_error() => "malformed",
        _ => "fault",
    };
    let said = match trouble {
        Some(Trouble::Failure(Failure::Refused(refusal))) => {
            let sentences: Vec<String> = refusal.complaints.iter().map(|complaint| complaint.say(language)).collect();
            Some(sentences.join(" "))
        }
        _ => None,
    };
    ErrorPage {
        status: status.as_u16(),
        heading: text!(language, heading_key(word)),
        what_happened: said.unwrap_or_else(|| text!(language, happened_key(word))),
        what_to_do: text!(language, advice_key(word)),
        links: vec![Link { href: facts.home.clone(), label: text!(language, "web.error.home") }],
        request_id: None,
    }
}

/// The keys stand here in full, so that the test of the texts finds them.
fn heading_key(word: &str) -> &'static str {
    match word {
        "stale" => "web.error.stale.heading",
        "not_allowed" => "web.error.not_allowed.heading",
        "not_found" => "web.error.not_found.heading",
        "wrong_method" => "web.error.wrong_method.heading",
        "conflict" => "web.error.conflict.heading",
        "too_large" => "web.error.too_large.heading",
        "refused" => "web.error.refused.heading",
        "timeout" => "web.error.timeout.heading",
        "disk_full" => "web.error.disk_full.heading",
        "fault" => "web.error.fault.heading",
        _ => "web.error.malformed.heading",
    }
}

fn happened_key(word: &str) -> &'static str {
    match word {
        "stale" => "web.error.stale.happened",
        "not_allowed" => "web.error.not_allowed.happened",
        "not_found" => "web.error.not_found.happened",
        "wrong_method" => "web.error.wrong_method.happened",
        "conflict" => "web.error.conflict.happened",
        "too_large" => "web.error.too_large.happened",
        "refused" => "web.error.refused.happened",
        "timeout" => "web.error.timeout.happened",
        "disk_full" => "web.error.disk_full.happened",
        "fault" => "web.error.fault.happened",
        _ => "web.error.malformed.happened",
    }
}

fn advice_key(word: &str) -> &'static str {
    match word {
        "stale" => "web.error.stale.advice",
        "not_allowed" => "web.error.not_allowed.advice",
        "not_found" => "web.error.not_found.advice",
        "wrong_method" => "web.error.wrong_method.advice",
        "conflict" => "web.error.conflict.advice",
        "too_large" => "web.error.too_large.advice",
        "refused" => "web.error.refused.advice",
        "timeout" => "web.error.timeout.advice",
        "disk_full" => "web.error.disk_full.advice",
        "fault" => "web.error.fault.advice",
        _ => "web.error.malformed.advice",
    }
}

/// A path as a value inside a query.
pub fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
