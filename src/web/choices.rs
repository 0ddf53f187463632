//! What a person chooses for herself without an account: language and theme, kept in cookies for a year.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::values::Language;
use crate::web::answer::{Answer, Trouble, redirect};
use crate::web::cookies::Cookie;
use crate::web::parts::LanguageLink;
use crate::web::routes::Routes;
use crate::web::typed::Typed;
use crate::web::visit::{LANGUAGE_COOKIE, THEME_COOKIE, Visit};

pub const THEME_PATH: &str = "/theme";
const YEAR_SECONDS: u64 = 365 * 24 * 60 * 60;

pub fn routes() -> Routes {
    Routes::new().page("/language/{tag}", choose_language).form(THEME_PATH, choose_theme)
}

/// Links to this same page in every language.
pub fn language_links(path: &str) -> Vec<LanguageLink> {
    let href = |language: Language| format!("/language/{}?to={path}", language.tag());
    Language::ALL.into_iter().map(|language| LanguageLink { language, href: href(language) }).collect()
}

async fn choose_language(visit: Visit, Path(tag): Path<String>) -> Answer {
    let language = Language::parse(&tag).ok_or(Trouble::Malformed)?;
    Ok(remembered(&visit, LANGUAGE_COOKIE, language.tag(), &own_path(visit.query("to").as_deref())))
}

async fn choose_theme(visit: Visit, typed: Typed) -> Answer {
    let theme = match typed.text("theme") {
        "light" => "light",
        "dark" => "dark",
        _ => "device",
    };
    Ok(remembered(&visit, THEME_COOKIE, theme, &own_path(visit.referer.as_deref())))
}

fn remembered(visit: &Visit, name: &str, value: &str, to: &str) -> Response {
    let mut response = redirect(to);
    response.headers_mut().append(header::SET_COOKIE, remember(visit, name, value));
    response
}

/// The cookie that keeps a choice for a year.
pub(super) fn remember(visit: &Visit, name: &str, value: &str) -> HeaderValue {
    Cookie { name, value, max_age_seconds: YEAR_SECONDS, secure: visit.secure, http_only: true }.header()
}

/// A path of ours, never an address elsewhere.
pub fn own_path(wanted: Option<&str>) -> String {
    let wanted = wanted.unwrap_or("/");
    let path = wanted
        .split_once("://")
        .map_or(wanted, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    if path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}
