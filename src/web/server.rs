//! The server: limits, headers, the visit, and the way out.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::business::access;
use crate::business::actor::Actor;
use crate::business::firm;
use crate::values::Language;
use crate::web::answer::{Trouble, redirect};
use crate::web::routes::Routes;
use crate::web::visit::Visit;
use crate::web::{assets, choices, error_pages, firm_style, headers};

/// What every handler can reach.
pub type Shared = Arc<App>;

/// Uploads of imports and backups are the largest that we take.
const BODY_BYTES_MAX: usize = 256 * 1024 * 1024;
const REQUEST_SECONDS_MAX: u64 = 60;

/// All pages with all layers around them; tests call it without a socket.
pub fn service(app: &Shared, routes: Routes) -> Router {
    let pages = routes
        .and(choices::routes())
        .into_router()
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(REQUEST_SECONDS_MAX)))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(Arc::clone(app), accompany));
    Router::new()
        .route("/assets/{version}/{*name}", get(assets::asset))
        .route("/healthz", get(healthy))
        .route("/readyz", get(ready))
        .route("/firm.css", get(firm_style::firm_style))
        .route("/firm/logo", get(firm_style::logo))
        .merge(pages)
        // A backup is packed already, and whoever downloads one wants to see how long it takes.
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/octet-stream"))),
        )
        .with_state(Arc::clone(app))
}

/// Finds out who is there, lets the handler answer, and sees the answer out.
async fn accompany(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = match Visit::arrive(&app, &parts) {
        Ok(visit) => visit,
        Err(failure) => return Trouble::from(failure).into_response(),
    };
    note_session(&visit).await;
    if founding_comes_first(&visit) {
        return redirect("/start");
    }
    parts.extensions.insert(visit.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let mut response = error_pages::mended(&visit, response);
    headers::secure(response.headers_mut());
    response
}

/// Until there is a firm every page leads to where one is set up.
fn founding_comes_first(visit: &Visit) -> bool {
    let open = ["/start", "/language", "/theme"];
    !visit.is_set_up && !open.iter().any(|prefix| visit.path().starts_with(prefix))
}

/// Is the program there at all?
async fn healthy() -> &'static str {
    "healthy\n"
}

/// Can it answer from its data?
async fn ready(State(app): State<Shared>) -> Response {
    let visitor = Actor::visitor(Language::default());
    match app.door().read(&visitor, |view| Ok(firm::firm(view).is_some())) {
        Ok(true) => "ready\n".into_response(),
        Ok(false) => "ready, waits to be set up\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the data cannot be read\n").into_response(),
    }
}

/// Writes down now and then that a session is still used, so that it outlives a restart.
async fn note_session(visit: &Visit) {
    let Some(signed_in) = visit.signed_in.as_ref().filter(|signed_in| signed_in.session_wants_noting) else { return };
    let hash = signed_in.session_hash;
    if let Err(failure) = visit.write(move |tx| access::continue_session(tx, &hash)).await {
        tracing::warn!(?failure, "a session could not be noted");
    }
}

pub async fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Serves until told to stop; requests that are under way are finished first.
pub async fn serve(
    app: &Shared,
    routes: Routes,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = service(app, routes).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
