//! Routes of a portal, kept twice: in the router that serves them and in a table that tests walk.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};

use crate::web::server::Shared;

/// One path that can be asked (`GET`) or told (`POST`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteFact {
    pub method: &'static str,
    pub path: &'static str,
}

#[derive(Default)]
pub struct Routes {
    router: Router<Shared>,
    table: Vec<RouteFact>,
}

impl Routes {
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page, a file or a fragment: it changes nothing.
    pub fn page<H, T>(mut self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.router = self.router.route(path, get(handler));
        self.table.push(RouteFact { method: "GET", path });
        self
    }

    /// A form that is sent: it changes something, or is refused.
    pub fn form<H, T>(mut self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.router = self.router.route(path, post(handler));
        self.table.push(RouteFact { method: "POST", path });
        self
    }

    pub fn and(mut self, other: Routes) -> Routes {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    pub fn table(&self) -> &[RouteFact] {
        &self.table
    }

    pub fn into_router(self) -> Router<Shared> {
        self.router
    }
}
