//! Style sheets, script and icons out of the executable, under paths that change with their content.

use std::fmt::Write;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/css"]
struct Styles;

#[derive(RustEmbed)]
#[folder = "assets/js"]
struct Scripts;

/// All style sheets in one, the tokens with the order of the layers first.
static STYLES: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Styles::iter().collect();
    names.sort_by_key(|name| (name != "tokens.css", name.clone()));
    let mut styles = String::new();
    for file in names.iter().filter_map(|name| Styles::get(name)) {
        // Writing into a text cannot fail.
        let _ = writeln!(styles, "{}", String::from_utf8_lossy(&file.data));
    }
    styles
});

/// Changes whenever any asset does.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    hasher.update(STYLES.as_bytes());
    for file in Scripts::iter().filter_map(|name| Scripts::get(&name)) {
        hasher.update(&file.data);
    }
    hasher.finalize().to_hex().chars().take(12).collect()
});

/// The path of an asset: `kontor.css` for all styles together, or `js/NAME`.
pub fn asset_path(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

pub async fn asset(Path((_version, name)): Path<(String, String)>) -> Response {
    if name == "kontor.css" {
        return unchanging("text/css; charset=utf-8", STYLES.as_bytes().to_vec());
    }
    match name.strip_prefix("js/").and_then(Scripts::get) {
        Some(file) => unchanging("text/javascript; charset=utf-8", file.data.into_owned()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// An answer whose content belongs to its path for ever.
pub fn unchanging(mime: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}
