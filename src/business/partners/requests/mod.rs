//! Requests about the tree: another sponsor, leaving, succession, merging. Each is laid before others, holds from a
//! day, and never touches a settled period.

mod consequences;
mod look;
mod request;
mod rules;

pub use consequences::{Consequences, Move, consequences};
pub use look::{FoundRequests, RequestWish, find_requests, own_requests, requests_about, see_request};
pub use request::{RequestState, TeamGoes, TreeRequest, Wish};
pub(in crate::business::partners) use rules::{complaints_about, movers, next_above};
