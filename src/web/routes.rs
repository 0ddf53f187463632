//! Routes of a portal, kept twice: in the router that serves them and in a table that tests walk.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::business::failure::{Failure, Refusal};
use crate::business::permission::Permission;
use crate::web::answer::Trouble;
use crate::web::server::Shared;
use crate::web::visit::Visit;

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

    /// Nobody without this permission comes as far as the handlers of these paths. Commands and queries ask
    /// for their own permissions all the same.
    pub fn behind(self, permission: Permission) -> Routes {
        self.behind_one_of([permission])
    }

    /// The same where each of several permissions opens the pages, because they show to everybody what is his.
    pub fn behind_one_of<const COUNT: usize>(mut self, permissions: [Permission; COUNT]) -> Routes {
        if !self.table.is_empty() {
            let gate = move |visit: Visit, request: Request, next: Next| pass(permissions, visit, request, next);
            self.router = self.router.route_layer(from_fn(gate));
        }
        self
    }

    pub fn table(&self) -> &[RouteFact] {
        &self.table
    }

    pub fn into_router(self) -> Router<Shared> {
        self.router
    }
}

async fn pass<const COUNT: usize>(
    permissions: [Permission; COUNT],
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    if permissions.iter().any(|permission| visit.actor.may(*permission)) {
        next.run(request).await
    } else if visit.signed_in.is_none() {
        Trouble::SignInFirst.into_response()
    } else {
        Trouble::from(Failure::from(Refusal::not_allowed())).into_response()
    }
}
