//! What a request wishes and what would follow, in words; the sheet of its approval shows it too.

use maud::{Markup, html};

use crate::business::partners::{
    Consequences, Move, RequestState, TreeRequest, Wish, closed_through, consequences, partner,
};
use crate::business::people;
use crate::business::view::View;
use crate::portals::office::subjects::{partner_name, partner_path, person_name};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, PartnerId};
use crate::web::parts::{
    Column, Empty, Fact, Link, Meaning, Notice, Row, Table, Tile, figure, list_table, notice, paragraph, section,
    small, state, text_link, tiles,
};

/// More rows than this are counted.
const MOVES_SHOWN: usize = 50;

pub fn request_state(language: Language, of: RequestState) -> Markup {
    let meaning = match of {
        RequestState::Asked => Meaning::Attention,
        RequestState::Approved => Meaning::Information,
        RequestState::CarriedOut => Meaning::Good,
        RequestState::Refused => Meaning::Bad,
        RequestState::Withdrawn => Meaning::Neutral,
    };
    state(meaning, &of.say(language))
}

/// "Sponsorwechsel: zu Anna Adler · P-1".
pub fn matter_and_wish(view: &View<'_>, language: Language, request: &TreeRequest) -> String {
    let (matter, wish) = (request.wish.matter().say(language), wish_words(view, language, request));
    text!(language, "office_requests.row.matter", matter = matter, wish = wish)
}

/// What is wished, in few words.
pub fn wish_words(view: &View<'_>, language: Language, request: &TreeRequest) -> String {
    match &request.wish {
        Wish::Sponsor { sponsor: Some(sponsor) } => {
            text!(language, "office_requests.wish.sponsor", name = partner_name(view, *sponsor))
        }
        Wish::Sponsor { sponsor: None } => text!(language, "office_requests.wish.firm"),
        Wish::Leaving { team } => team.say(language),
        Wish::Inheritance { heir, .. } => {
            text!(language, "office_requests.wish.heir", name = person_name(view, *heir))
        }
        Wish::Merging { kept } => text!(language, "office_requests.wish.kept", name = partner_name(view, *kept)),
    }
}

/// Whom it concerns, who stood above, what is wished from which day, and why; also when it is long settled.
pub fn facts_of_request(view: &View<'_>, language: Language, request: &TreeRequest) -> Vec<Fact> {
    let column = |name: &str| text!(language, &format!("office_requests.column.{name}"));
    let firm = || text!(language, "office_partners.row.firm");
    let linked = |id: PartnerId| text_link(&Link::new(partner_name(view, id), partner_path(id)));
    let above = |id: Option<PartnerId>| id.map_or_else(|| html! { (firm()) }, linked);
    let wish = match &request.wish {
        Wish::Sponsor { sponsor } => Fact::new(column("sponsor_after"), above(*sponsor)),
        _ => Fact::words(column("wish"), &wish_words(view, language, request)),
    };
    vec![
        Fact::new(column("partner"), linked(request.partner)),
        Fact::new(column("sponsor_before"), above(request.sponsor_before)),
        wish,
        Fact::words(column("from"), &texts::day(language, request.from)),
        Fact::words(column("reason"), &request.reason),
    ]
}

/// What would follow, as things stand now; nothing once the request is settled.
pub fn about_request(view: &View<'_>, language: Language, request: &TreeRequest) -> Markup {
    if !request.state.is_open() {
        return html! {};
    }
    let found = consequences(view, request);
    section(
        &text!(language, "office_requests.sheet.consequences"),
        html! {
            @for complaint in &found.complaints {
                (notice(&Notice {
                    meaning: Meaning::Bad,
                    sentence: text!(language, "office_requests.why.not_now", why = complaint.say(language)),
                    more: None,
                }))
            }
            @if !are_one_person(view, request) {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_requests.why.other_names"),
                    more: None,
                }))
            }
            (tiles(&figures(language, &found)))
            @for sentence in sentences(view, language, request, &found) { (paragraph(&sentence)) }
            @if !found.moves.is_empty() { (moves(view, language, &found.moves)) }
        },
    )
}

/// Only positions of one person are merged; whoever decides sees when the names differ.
fn are_one_person(view: &View<'_>, request: &TreeRequest) -> bool {
    let Wish::Merging { kept } = request.wish else { return true };
    let person = |id: PartnerId| partner(view, id).and_then(|known| people::person(view, known.person));
    match (person(request.partner), person(kept)) {
        (Some(one), Some(other)) => one.has_name_of(&other),
        _ => false,
    }
}

fn figures(language: Language, found: &Consequences) -> Vec<Tile> {
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    let number = |count: u64| texts::number(language, i64::try_from(count).unwrap_or(i64::MAX));
    let mut all = vec![
        tile("office_requests.figure.people", number(found.people)),
        tile("office_requests.figure.team", number(found.team)),
    ];
    // Customers are touched only where a position ends.
    if found.ends {
        all.push(tile("office_requests.figure.customers", counted(language, found.customers)));
    }
    all
}

/// What happens on the day, a sentence each.
fn sentences(view: &View<'_>, language: Language, request: &TreeRequest, found: &Consequences) -> Vec<String> {
    let day = |day: Day| texts::day(language, day);
    let name = partner_name(view, request.partner);
    let mut all = Vec::new();
    match &request.wish {
        Wish::Sponsor { .. } => all.push(text!(language, "office_requests.what.sponsor", name = name)),
        Wish::Leaving { team } => {
            let key = format!("office_requests.what.{}", team.word());
            all.push(text!(language, "office_requests.what.ends", name = name, day = day(request.from)));
            all.push(text!(language, &key));
        }
        Wish::Inheritance { heir, .. } => {
            let heir = person_name(view, *heir);
            all.push(text!(language, "office_requests.what.inherits", name = name, heir = heir));
        }
        Wish::Merging { kept } => {
            let kept = partner_name(view, *kept);
            all.push(text!(language, "office_requests.what.ends", name = name, day = day(request.from)));
            all.push(text!(language, "office_requests.what.merges", kept = kept));
        }
    }
    let month = texts::period(language, found.first_month);
    all.push(text!(language, "office_requests.what.month", month = month));
    match closed_through(view) {
        // It was closed after somebody had asked; whoever agrees names a later day.
        Some(closed) if request.state.is_open() && request.from <= closed => {
            let (closed, earliest) = (day(closed), day(closed.plus_days(1)));
            all.push(text!(language, "office_requests.what.too_early", day = closed, earliest = earliest));
        }
        Some(closed) => all.push(text!(language, "office_requests.what.closed", day = day(closed))),
        None => {}
    }
    all
}

fn moves(view: &View<'_>, language: Language, moves: &[Move]) -> Markup {
    let link = |id: PartnerId| text_link(&Link::new(partner_name(view, id), partner_path(id)));
    let above = |id: Option<PartnerId>| match id {
        Some(id) => link(id),
        None => html! { (text!(language, "office_partners.row.firm")) },
    };
    let line = |one: &Move| {
        let people = texts::number(language, i64::try_from(one.people).unwrap_or(i64::MAX));
        Row::new(vec![link(one.partner), above(one.from), above(one.to), figure(&people)])
    };
    let column = |name: &str| text!(language, &format!("office_requests.move.{name}"));
    let shown = Table {
        caption: text!(language, "office_requests.sheet.moves"),
        columns: vec![
            Column::text(column("who")),
            Column::text(column("from")),
            Column::text(column("to")),
            Column::figure(column("people")),
        ],
        rows: moves.iter().take(MOVES_SHOWN).map(line).collect(),
        empty: Empty::default(),
        ..Table::default()
    };
    let more = moves.len().saturating_sub(MOVES_SHOWN);
    html! {
        (list_table(language, &shown))
        @if more > 0 { (small(&text!(language, "office_requests.move.more", count = counted(language, more)))) }
    }
}
