//! Pictures of the catalogue.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

use crate::business::catalog;
use crate::business::failure::Failure;
use crate::web::{Answer, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/pictures/{name}", picture)
}

async fn picture(visit: Visit, Path(name): Path<String>) -> Answer {
    let picture = visit.read(|view| catalog::picture(view, &name).ok_or_else(Failure::not_found))?;
    let mut response = picture.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(picture.kind.mime()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    // An SVG that somebody uploaded must never run as a page of ours.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    Ok(response)
}
