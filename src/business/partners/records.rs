//! Where partners and edges are kept.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::business::failure::Complaint;
use crate::business::partners::{Edge, EdgeKind, Partner, PlacementRules, Tree, TreeRequest};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Fault, Map, Read, Span, Stored, Table};
use crate::values::{Day, PartnerId, PersonId, TreeRequestId};

pub(super) const PARTNER_ID_TO_PARTNER: Map<PartnerId, Partner> = Map::new(100, "PARTNER_ID_TO_PARTNER");
pub(super) const NUMBER_TO_PARTNER_ID: Map<String, PartnerId> = Map::new(101, "NUMBER_TO_PARTNER_ID");
pub(super) const PERSON_TO_PARTNER_ID: Map<PersonId, PartnerId> = Map::new(102, "PERSON_TO_PARTNER_ID");
/// Kind of edge, child, first day.
pub(super) const CHILD_TO_EDGE: Map<(u8, PartnerId, Day), Edge> = Map::new(103, "CHILD_TO_EDGE");
/// Kind of edge, parent, child: everybody who ever stood below; the dates are in the edge.
pub(super) const PARENT_TO_CHILD: Map<(u8, PartnerId, PartnerId), ()> = Map::new(104, "PARENT_TO_CHILD");
/// By the BLAKE3 hash of the secret in the letter; only while it is open.
pub(super) const INVITATION_HASH_TO_PARTNER_ID: Map<[u8; 32], PartnerId> =
    Map::new(105, "INVITATION_HASH_TO_PARTNER_ID");
const ONLY_TO_CLOSED_THROUGH: Map<(), ClosedThrough> = Map::new(106, "ONLY_TO_CLOSED_THROUGH");
pub(super) const TREE_REQUEST_ID_TO_TREE_REQUEST: Map<TreeRequestId, TreeRequest> =
    Map::new(107, "TREE_REQUEST_ID_TO_TREE_REQUEST");
pub(super) const PARTNER_TO_TREE_REQUEST_ID: Map<(PartnerId, TreeRequestId), ()> =
    Map::new(108, "PARTNER_TO_TREE_REQUEST_ID");
/// Agreed to, and waiting for its day.
pub(super) const DAY_TO_APPROVED_REQUEST_ID: Map<(Day, TreeRequestId), ()> =
    Map::new(109, "DAY_TO_APPROVED_REQUEST_ID");
/// Who held a position up to the day before this one.
pub(super) const PARTNER_AND_DAY_TO_FORMER_HOLDER: Map<(PartnerId, Day), PersonId> =
    Map::new(110, "PARTNER_AND_DAY_TO_FORMER_HOLDER");
pub(super) const ONLY_TO_PLACEMENT_RULES: Map<(), PlacementRules> = Map::new(111, "ONLY_TO_PLACEMENT_RULES");

/// Stands for the firm above those whom nobody sponsors; no partner has this id.
pub(super) const FIRM: PartnerId = PartnerId::new(0);

pub const TABLES: &[Table] = &[
    PARTNER_ID_TO_PARTNER.table(),
    NUMBER_TO_PARTNER_ID.table(),
    PERSON_TO_PARTNER_ID.table(),
    CHILD_TO_EDGE.table(),
    PARENT_TO_CHILD.table(),
    INVITATION_HASH_TO_PARTNER_ID.table(),
    ONLY_TO_CLOSED_THROUGH.table(),
    TREE_REQUEST_ID_TO_TREE_REQUEST.table(),
    PARTNER_TO_TREE_REQUEST_ID.table(),
    DAY_TO_APPROVED_REQUEST_ID.table(),
    PARTNER_AND_DAY_TO_FORMER_HOLDER.table(),
    ONLY_TO_PLACEMENT_RULES.table(),
];

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct ClosedThrough {
    last: Day,
}

impl Stored for ClosedThrough {
    const VERSION: u8 = 1;
}

pub fn partner(r: &dyn Read, id: PartnerId) -> Option<Partner> {
    r.get(&PARTNER_ID_TO_PARTNER, &id)
}

pub fn partner_by_number(r: &dyn Read, number: &str) -> Option<PartnerId> {
    r.get(&NUMBER_TO_PARTNER_ID, &number.to_owned())
}

pub fn partner_of_person(r: &dyn Read, person: PersonId) -> Option<PartnerId> {
    r.get(&PERSON_TO_PARTNER_ID, &person)
}

/// Whom an invitation is for, by the secret in its link; `None` once it is answered or replaced.
pub fn invited_by(r: &dyn Read, secret: &[u8; 16]) -> Option<PartnerId> {
    r.get(&INVITATION_HASH_TO_PARTNER_ID, blake3::hash(secret).as_bytes())
}

/// All partners in the order of their ids.
pub fn partners(r: &dyn Read) -> Vec<(PartnerId, Partner)> {
    r.scan(&PARTNER_ID_TO_PARTNER, Span::all())
}

/// The same one after the other.
pub fn each_partner(r: &dyn Read, mut visit: impl FnMut(PartnerId, Partner)) {
    r.each(&PARTNER_ID_TO_PARTNER, Span::all(), |id, partner| {
        visit(id, partner);
        ControlFlow::Continue(())
    });
}

/// Every edge of a kind that a partner ever had, oldest first.
pub fn edges_of(r: &dyn Read, kind: EdgeKind, child: PartnerId) -> Vec<Edge> {
    r.scan(&CHILD_TO_EDGE, Span::prefix(&(kind.number(), child))).into_iter().map(|(_, edge)| edge).collect()
}

/// The edge that holds on a day.
pub fn edge_on(r: &dyn Read, kind: EdgeKind, child: PartnerId, on: Day) -> Option<Edge> {
    edges_of(r, kind, child).into_iter().find(|edge| edge.holds_on(on))
}

pub fn sponsor_on(r: &dyn Read, child: PartnerId, on: Day) -> Option<PartnerId> {
    edge_on(r, EdgeKind::Sponsor, child, on)?.parent
}

/// Everybody who ever stood directly below somebody, or will; the dates are in the edges.
pub(super) fn ever_below(r: &dyn Read, kind: EdgeKind, parent: PartnerId) -> Vec<PartnerId> {
    let keys = r.keys(&PARENT_TO_CHILD, Span::prefix(&(kind.number(), parent)));
    keys.into_iter().map(|(_, _, child)| child).collect()
}

/// Who stands directly below somebody on a day; below the firm for `None`.
pub fn children_of(r: &dyn Read, kind: EdgeKind, parent: Option<PartnerId>, on: Day) -> Vec<PartnerId> {
    let ever = r.keys(&PARENT_TO_CHILD, Span::prefix(&(kind.number(), parent.unwrap_or(FIRM))));
    ever.into_iter()
        .map(|(_, _, child)| child)
        .filter(|child| edge_on(r, kind, *child, on).is_some_and(|edge| edge.parent == parent))
        .collect()
}

/// Below whom everybody stood on a day, sorted by who stands below; nobody for those directly below the firm.
pub fn parents_on(r: &dyn Read, kind: EdgeKind, on: Day) -> Vec<(PartnerId, Option<PartnerId>)> {
    let mut edges = Vec::new();
    r.each(&CHILD_TO_EDGE, Span::prefix(&(kind.number(),)), |(_, child, _), edge: Edge| {
        if edge.holds_on(on) {
            edges.push((child, edge.parent));
        }
        ControlFlow::Continue(())
    });
    edges
}

/// The whole tree as it stood on a day, in one walk over the edges.
pub fn tree_on(r: &dyn Read, kind: EdgeKind, on: Day) -> Tree {
    Tree::grow(&parents_on(r, kind, on)).unwrap_or_else(|trouble| {
        r.latch().set(Fault::new(format!("the edges of partners on {on} are no tree: {trouble:?}")));
        Tree::default()
    })
}

/// The days after `day` on which edges of a kind begin, sorted.
pub(super) fn edge_starts_after(r: &dyn Read, kind: EdgeKind, day: Day) -> Vec<Day> {
    let keys = r.keys(&CHILD_TO_EDGE, Span::prefix(&(kind.number(),)));
    let mut days: Vec<Day> = keys.into_iter().map(|(_, _, from)| from).filter(|from| *from > day).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The last day of the newest settled period; `None` before the first settlement.
pub fn closed_through(r: &dyn Read) -> Option<Day> {
    r.get(&ONLY_TO_CLOSED_THROUGH, &()).map(|closed| closed.last)
}

/// The first day that no settled period holds; `None` before the first settlement.
pub fn first_open_day(r: &dyn Read) -> Option<Day> {
    closed_through(r).map(|closed| closed.plus_days(1))
}

/// What speaks against a change from a day on that a settled period holds: nothing in there changes any more.
pub(super) fn complaint_about_closed(r: &dyn Read, from: Day) -> Option<Complaint> {
    let closed = closed_through(r).filter(|closed| from <= *closed)?;
    let complaint = Complaint::new("partners.refusal.period_closed").with("closed_through", closed);
    Some(complaint.with("earliest", closed.plus_days(1)))
}

/// How the firm gives seats; a firm that has set nothing gives none.
pub fn placement_rules(r: &dyn Read) -> PlacementRules {
    r.get(&ONLY_TO_PLACEMENT_RULES, &()).unwrap_or_default()
}

/// Does anybody have a seat, or had one once?
pub(super) fn anybody_placed(r: &dyn Read) -> bool {
    !r.keys(&CHILD_TO_EDGE, Span::prefix(&(EdgeKind::Placement.number(),)).limit(1)).is_empty()
}

/// The person who held a position on a day.
pub fn holder_on(r: &dyn Read, id: PartnerId, on: Day) -> Option<PersonId> {
    former_holder(r, id, on).or_else(|| partner(r, id).map(|partner| partner.person))
}

/// The same where the partner was read before.
pub(in crate::business) fn holder_then(r: &dyn Read, (id, known): (PartnerId, &Partner), on: Day) -> PersonId {
    former_holder(r, id, on).unwrap_or(known.person)
}

fn former_holder(r: &dyn Read, id: PartnerId, on: Day) -> Option<PersonId> {
    let former = r.scan(&PARTNER_AND_DAY_TO_FORMER_HOLDER, Span::prefix(&(id,)));
    former.into_iter().find(|((_, next_from), _)| on < *next_from).map(|(_, person)| person)
}

/// Everybody who has held a position, the present one last.
pub fn holders_of(r: &dyn Read, id: PartnerId) -> Vec<PersonId> {
    let former = r.scan(&PARTNER_AND_DAY_TO_FORMER_HOLDER, Span::prefix(&(id,))).into_iter().map(|(_, person)| person);
    former.chain(partner(r, id).map(|partner| partner.person)).collect()
}

pub fn request(r: &dyn Read, id: TreeRequestId) -> Option<TreeRequest> {
    r.get(&TREE_REQUEST_ID_TO_TREE_REQUEST, &id)
}

/// Newest first.
pub(super) fn all_requests(r: &dyn Read) -> Vec<(TreeRequestId, TreeRequest)> {
    r.scan(&TREE_REQUEST_ID_TO_TREE_REQUEST, Span::all().backwards())
}

/// Every request about a partner, newest first.
pub(super) fn requests_of(r: &dyn Read, partner: PartnerId) -> Vec<(TreeRequestId, TreeRequest)> {
    let ids = r.keys(&PARTNER_TO_TREE_REQUEST_ID, Span::prefix(&(partner,)).backwards());
    ids.into_iter().filter_map(|(_, id)| Some((id, request(r, id)?))).collect()
}

/// What was agreed to and whose day has come, oldest first.
pub fn requests_due(r: &dyn Read, today: Day) -> Vec<TreeRequestId> {
    let waiting = r.keys(&DAY_TO_APPROVED_REQUEST_ID, Span::all());
    waiting.into_iter().take_while(|(from, _)| *from <= today).map(|(_, id)| id).collect()
}

/// Keeps edges as they are up to a day, as part of the settlement of a period.
pub(in crate::business) fn close_edges_through(tx: &mut Tx, told: &Recorded, last: Day) {
    if closed_through(tx).is_none_or(|before| before < last) {
        tx.save(told, &ONLY_TO_CLOSED_THROUGH, &(), &ClosedThrough { last });
    }
}
