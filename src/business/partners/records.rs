//! Where partners and edges are kept.

use crate::business::partners::{Edge, EdgeKind, Partner};
use crate::store::{Map, Read, Span, Table};
use crate::values::{Day, PartnerId, PersonId};

pub(super) const PARTNER_ID_TO_PARTNER: Map<PartnerId, Partner> = Map::new(100, "PARTNER_ID_TO_PARTNER");
pub(super) const NUMBER_TO_PARTNER_ID: Map<String, PartnerId> = Map::new(101, "NUMBER_TO_PARTNER_ID");
pub(super) const PERSON_TO_PARTNER_ID: Map<PersonId, PartnerId> = Map::new(102, "PERSON_TO_PARTNER_ID");
/// Kind of edge, child, first day.
pub(super) const CHILD_TO_EDGE: Map<(u8, PartnerId, Day), Edge> = Map::new(103, "CHILD_TO_EDGE");
/// Kind of edge, parent, child: everybody who ever stood below; the dates are in the edge.
pub(super) const PARENT_TO_CHILD: Map<(u8, PartnerId, PartnerId), ()> = Map::new(104, "PARENT_TO_CHILD");

pub const TABLES: &[Table] = &[
    PARTNER_ID_TO_PARTNER.table(),
    NUMBER_TO_PARTNER_ID.table(),
    PERSON_TO_PARTNER_ID.table(),
    CHILD_TO_EDGE.table(),
    PARENT_TO_CHILD.table(),
];

pub fn partner(r: &dyn Read, id: PartnerId) -> Option<Partner> {
    r.get(&PARTNER_ID_TO_PARTNER, &id)
}

pub fn partner_by_number(r: &dyn Read, number: &str) -> Option<PartnerId> {
    r.get(&NUMBER_TO_PARTNER_ID, &number.to_owned())
}

pub fn partner_of_person(r: &dyn Read, person: PersonId) -> Option<PartnerId> {
    r.get(&PERSON_TO_PARTNER_ID, &person)
}

/// All partners in the order of their ids.
pub fn partners(r: &dyn Read) -> Vec<(PartnerId, Partner)> {
    r.scan(&PARTNER_ID_TO_PARTNER, Span::all())
}

/// Every edge of a kind that a partner ever had, oldest first.
pub fn edges_of(r: &dyn Read, kind: EdgeKind, child: PartnerId) -> Vec<Edge> {
    r.scan(&CHILD_TO_EDGE, Span::prefix(&(kind.number(), child))).into_iter().map(|(_, edge)| edge).collect()
}

/// The edge that holds on a day.
pub fn edge_on(r: &dyn Read, kind: EdgeKind, child: PartnerId, on: Day) -> Option<Edge> {
    edges_of(r, kind, child).into_iter().find(|edge| edge.from <= on && edge.to.is_none_or(|to| on <= to))
}

pub fn sponsor_on(r: &dyn Read, child: PartnerId, on: Day) -> Option<PartnerId> {
    edge_on(r, EdgeKind::Sponsor, child, on)?.parent
}

/// Who stands directly below somebody on a day.
pub fn children_of(r: &dyn Read, kind: EdgeKind, parent: PartnerId, on: Day) -> Vec<PartnerId> {
    let ever = r.keys(&PARENT_TO_CHILD, Span::prefix(&(kind.number(), parent)));
    ever.into_iter()
        .map(|(_, _, child)| child)
        .filter(|child| edge_on(r, kind, *child, on).is_some_and(|edge| edge.parent == Some(parent)))
        .collect()
}
