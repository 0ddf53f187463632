//! Cookies: read from one header, written with the safest attributes that the connection allows.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of a cookie of this name; the first one counts.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.to_owned())
}

/// A cookie to be set.
pub struct Cookie<'c> {
    pub name: &'c str,
    /// Letters, digits and `-_.x` only; whatever else is put in must be encoded first.
    pub value: &'c str,
    pub max_age_seconds: u64,
    /// Only where the request itself came by https: a browser drops it on plain http.
    pub secure: bool,
    /// Out of reach for scripts.
    pub http_only: bool,
}

impl Cookie<'_> {
    pub fn header(&self) -> HeaderValue {
        let mut text = format!("{}={}; Path=/; Max-Age={}; SameSite=Lax", self.name, self.value, self.max_age_seconds);
        if self.http_only {
            text.push_str("; HttpOnly");
        }
        if self.secure {
            text.push_str("; Secure");
        }
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("kontor=; Path=/; Max-Age=0"))
    }
}

/// Tells the browser to forget a cookie.
pub fn clear_cookie(name: &str) -> HeaderValue {
    Cookie { name, value: "", max_age_seconds: 0, secure: false, http_only: true }.header()
}
