//! What a handler answers: a page, a file, a way on, or trouble.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::business::failure::{Failure, RefusalKind};
use crate::web::cookies::{Cookie, clear_cookie};
use crate::web::visit::FLASH_COOKIE;

pub type Answer = Result<Response, Trouble>;

/// A failure on its way out. A layer that knows the visit turns it into a page in the right language.
#[derive(Clone, Debug)]
pub enum Trouble {
    Failure(Failure),
    /// What was sent is no form that we could have made.
    Malformed,
    /// The form is not from this session: it was left open too long, or somebody else made it.
    Stale,
    TooLarge,
    /// This person must sign in first.
    SignInFirst,
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Trouble::Failure(failure)
    }
}

impl Trouble {
    pub fn status(&self) -> StatusCode {
        match self {
            Trouble::Failure(Failure::Refused(refusal)) => match refusal.kind {
                RefusalKind::Rule => StatusCode::UNPROCESSABLE_ENTITY,
                RefusalKind::NotAllowed => StatusCode::FORBIDDEN,
                RefusalKind::NotFound => StatusCode::NOT_FOUND,
                RefusalKind::Conflict => StatusCode::CONFLICT,
            },
            Trouble::Failure(Failure::Fault(fault)) if fault.is_disk_full() => StatusCode::INSUFFICIENT_STORAGE,
            Trouble::Failure(Failure::Fault(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Trouble::Malformed => StatusCode::BAD_REQUEST,
            Trouble::Stale => StatusCode::FORBIDDEN,
            Trouble::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::SignInFirst => StatusCode::UNAUTHORIZED,
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A finished document. The message of the step before is forgotten once it was shown.
pub fn html_page(markup: Markup, flash_was_shown: bool) -> Response {
    let mut response = Response::new(Body::from(markup.into_string()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if flash_was_shown {
        headers.append(header::SET_COOKIE, clear_cookie(FLASH_COOKIE));
    }
    response
}

pub fn fragment(markup: Markup) -> Response {
    html_page(markup, false)
}

/// After a form: go and look there (status 303).
pub fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    response
}

/// The same, with a sentence by its key that the next page shows.
pub fn redirect_with_message(to: &str, key: &'static str) -> Response {
    let mut response = redirect(to);
    let cookie = Cookie { name: FLASH_COOKIE, value: key, max_age_seconds: 60, secure: false, http_only: true };
    response.headers_mut().append(header::SET_COOKIE, cookie.header());
    response
}

/// A file to be kept by the person.
pub fn download(name: &str, mime: &'static str, bytes: Vec<u8>) -> Response {
    file(name, mime, bytes, "attachment")
}

/// A file that the browser may show itself: a PDF.
pub fn see_file(name: &str, mime: &'static str, bytes: Vec<u8>) -> Response {
    file(name, mime, bytes, "inline")
}

/// A table as a file: UTF-8 with the mark that spreadsheets need.
pub fn csv(name: &str, text: &str) -> Response {
    let mut bytes = vec![0xef, 0xbb, 0xbf];
    bytes.extend_from_slice(text.as_bytes());
    download(name, "text/csv; charset=utf-8", bytes)
}

fn file(name: &str, mime: &'static str, bytes: Vec<u8>, how: &str) -> Response {
    let safe: String = name
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || "-_.".contains(sign) { sign } else { '_' })
        .collect();
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("{how}; filename=\"{safe}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
