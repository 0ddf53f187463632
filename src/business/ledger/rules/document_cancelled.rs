//! A document is taken back: what it booked, with the figures of the cancellation, which are below zero.

use crate::business::ledger::rules::Booked;

pub fn document_cancelled(booked: Booked) -> Booked {
    booked.called("document_cancelled")
}
