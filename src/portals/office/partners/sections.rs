//! The sections of a partner's sheet.

use maud::{Markup, html};

use crate::business::commissions::{SellerRow, run_number};
use crate::business::orders::{OrderRow, order_number};
use crate::business::partners::{Edge, EdgeKind, TreeRequest};
use crate::business::payments::Payout;
use crate::portals::office::commissions::{extract_path, year_path};
use crate::portals::office::orders::order_state;
use crate::portals::office::partners::list::partner_state;
use crate::portals::office::partners::requests::request_state;
use crate::portals::office::partners::sheet::{PartnerSheet, PostedStatement};
use crate::portals::office::subjects::{order_path, partner_path, request_path};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::TreeRequestId;
use crate::web::parts::{
    Column, Empty, Fact, Link, Meaning, Row, Section, Table, Tile, address, code, facts, figure, paragraph, row,
    section, section_with, small, state, table, text_link, tiles, two_lines,
};

pub fn figures(sheet: &PartnerSheet) -> Markup {
    let language = sheet.language;
    let points = |points| texts::points(language, points);
    let before = |then| Some(text!(language, "office_partners.figure.before", points = points(then)));
    let tile = |key: &'static str, figure: String, note: Option<String>| Tile {
        label: text!(language, key),
        figure,
        note,
        ..Tile::default()
    };
    let mut all = vec![
        tile("office_partners.column.own", points(sheet.row.own), before(sheet.row.own_before)),
        tile("office_partners.column.team", points(sheet.row.team), before(sheet.row.team_before)),
        tile("office_partners.column.people", texts::number(language, sheet.row.team_size), None),
        tile("office_partners.figure.customers", counted(language, sheet.customers), None),
    ];
    if let Some(owed) = sheet.owed {
        // A debt is said in words: a minus is overlooked.
        let note = match owed {
            owed if owed.is_positive() => Some(text!(language, "office_partners.figure.owed")),
            owed if owed.is_negative() => Some(text!(language, "office_partners.figure.owes")),
            _ => None,
        };
        all.push(tile("office_partners.figure.balance", texts::money(language, owed.abs()), note));
    }
    tiles(&all)
}

/// Who stands above, and who directly below.
pub fn place_section(sheet: &PartnerSheet) -> Markup {
    let language = sheet.language;
    let firm = text!(language, "office_partners.row.firm");
    let mut way = vec![small(&firm)];
    way.extend(sheet.above.iter().flat_map(|link| [small("›"), text_link(link)]));
    let below = |row: &SellerRow| {
        let cells = vec![
            two_lines(&row.name, &row.number),
            partner_state(language, row.state),
            figure(&texts::number(language, row.team_size - 1)),
            figure(&texts::points(language, row.own)),
            figure(&texts::points(language, row.team)),
        ];
        Row::leading_to(partner_path(row.id), cells)
    };
    let column = |name: &str| text!(language, &format!("office_partners.column.{name}"));
    let shown = Table {
        caption: text!(language, "office_partners.sheet.below"),
        columns: vec![
            Column::text(column("name")),
            Column::state(column("state")),
            Column::figure(column("people_below")),
            Column::figure(column("own")),
            Column::figure(column("team")),
        ],
        rows: sheet.below.iter().map(below).collect(),
        empty: Empty::new(text!(language, "office_partners.empty.below")),
        ..Table::default()
    };
    let stands = sheet.row.level.is_some();
    section(
        &text!(language, "office_partners.sheet.place"),
        html! {
            @if stands { (row(&way)) } @else { (paragraph(&text!(language, "office_partners.sheet.no_place"))) }
            (table(language, &shown))
        },
    )
}

pub fn edge_section(sheet: &PartnerSheet) -> Markup {
    let language = sheet.language;
    let line = |(kind, parent, edge): &(EdgeKind, Option<Link>, Edge)| {
        let word = match kind {
            EdgeKind::Enroller => "office_partners.form.enroller",
            EdgeKind::Sponsor => "office_partners.form.sponsor",
            EdgeKind::Placement => "office_placement.column.seat",
        };
        let firm = text!(language, "office_partners.row.firm");
        let to = edge.to.map_or_else(String::new, |day| texts::day_short(language, day));
        Row::new(vec![
            html! { (text!(language, word)) },
            parent.as_ref().map_or_else(|| html! { (firm) }, text_link),
            html! { (texts::day_short(language, edge.from)) },
            html! { (to) },
            small(&edge.reason),
        ])
    };
    let column = |name: &str| text!(language, &format!("office_partners.edge.{name}"));
    let shown = Table {
        caption: text!(language, "office_partners.sheet.edges"),
        columns: ["kind", "above", "from", "to", "reason"].map(|name| Column::text(column(name))).to_vec(),
        rows: sheet.edges.iter().map(line).collect(),
        ..Table::default()
    };
    section(&text!(language, "office_partners.sheet.edges"), table(language, &shown))
}

/// What was asked about the position; nothing where nobody ever asked.
pub fn request_section(sheet: &PartnerSheet) -> Markup {
    if sheet.requests.is_empty() {
        return html! {};
    }
    let language = sheet.language;
    let line = |(id, request, words): &(TreeRequestId, TreeRequest, String)| {
        let cells = vec![
            html! { (words) },
            html! { (texts::day_short(language, request.from)) },
            request_state(language, request.state),
        ];
        Row::leading_to(request_path(*id), cells)
    };
    let column = |name: &str| text!(language, &format!("office_requests.column.{name}"));
    let shown = Table {
        caption: text!(language, "office_requests.page.title"),
        columns: vec![Column::text(column("matter")), Column::text(column("from")), Column::state(column("state"))],
        rows: sheet.requests.iter().map(line).collect(),
        ..Table::default()
    };
    section(&text!(language, "office_requests.page.title"), table(language, &shown))
}

pub fn statement_section(sheet: &PartnerSheet) -> Markup {
    if !sheet.may_see_pay {
        return html! {};
    }
    let language = sheet.language;
    let line = |one: &PostedStatement| {
        let paid = match one.payout.as_ref().map(|payout| (payout, &payout.paid)) {
            Some((Payout { came_back_on: Some(day), .. }, Ok(_))) => {
                let day = texts::day_short(language, *day);
                state(Meaning::Attention, &text!(language, "office_partners.statement.came_back", day = day))
            }
            Some((payout, Ok(_))) => {
                let meaning = if payout.is_on_its_way { Meaning::Good } else { Meaning::Information };
                state(meaning, &texts::day_short(language, payout.execute_on))
            }
            Some((_, Err(left_out))) => state(Meaning::Attention, &left_out.reason.say(language)),
            None => html! { "–" },
        };
        let cells = vec![
            two_lines(&texts::period(language, one.period), &run_number(one.run)),
            figure(&texts::money(language, one.total)),
            paid,
        ];
        Row::leading_to(format!("{}/statements/{}/statement.pdf", partner_path(sheet.id), one.run), cells)
    };
    let shown = Table {
        caption: text!(language, "office_partners.sheet.statements"),
        columns: vec![
            Column::text(text!(language, "office_partners.statement.period")),
            Column::figure(text!(language, "office_partners.statement.total")),
            Column::state(text!(language, "office_partners.statement.paid")),
        ],
        rows: sheet.statements.iter().map(line).collect(),
        empty: Empty::new(text!(language, "office_partners.sheet.no_statements")),
        ..Table::default()
    };
    let extract = Link::new(text!(language, "office_partners.sheet.extract"), extract_path(sheet.id));
    let year = Link::new(text!(language, "office_partners.sheet.year"), year_path(sheet.id, sheet.year));
    section_with(&Section {
        heading: text!(language, "office_partners.sheet.statements"),
        lead: None,
        action: Some(row(&[text_link(&extract), text_link(&year)])),
        body: table(language, &shown),
    })
}

pub fn order_section(sheet: &PartnerSheet) -> Markup {
    if sheet.orders.is_empty() {
        return html! {};
    }
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_orders.column.{name}"));
    let line = |row: &OrderRow| {
        let cells = vec![
            html! { (order_number(row.id)) },
            html! { (texts::day_short(language, row.day)) },
            two_lines(&row.name, &row.town),
            order_state(language, row.state),
            figure(&texts::money(language, row.gross)),
        ];
        Row::leading_to(order_path(row.id), cells)
    };
    let shown = Table {
        caption: text!(language, "office_partners.sheet.orders"),
        columns: vec![
            Column::text(column("number")),
            Column::text(column("day")),
            Column::text(column("customer")),
            Column::state(column("state")),
            Column::figure(column("gross")),
        ],
        rows: sheet.orders.iter().map(line).collect(),
        ..Table::default()
    };
    section(&text!(language, "office_partners.sheet.orders"), table(language, &shown))
}

pub fn facts_of(sheet: &PartnerSheet) -> Markup {
    let language = sheet.language;
    let (partner, person) = (&sheet.partner, &sheet.person);
    let name = |key: &str| text!(language, &format!("office_partners.fact.{key}"));
    let mut all = vec![Fact::words(name("joined"), &texts::day(language, partner.joined_on))];
    if let Some(left_on) = partner.left_on {
        all.push(Fact::words(name("left"), &texts::day(language, left_on)));
        all.push(Fact::words(name("left_because"), &partner.left_because));
    }
    let terms = match &partner.terms_version {
        version if version.is_empty() => text!(language, "office_partners.fact.no_terms"),
        version => version.clone(),
    };
    all.push(Fact::words(name("terms"), &terms));
    if let Some(email) = &person.email {
        all.push(Fact::new(name("email"), text_link(&Link::new(email.to_string(), format!("mailto:{email}")))));
    }
    if !person.phone.is_empty() {
        all.push(Fact::words(name("phone"), &person.phone));
    }
    all.push(Fact::words(name("language"), person.language.own_name()));
    if let Some(of) = &person.address {
        let lines = of.lines(sheet.home, &texts::country_name(language, of.country));
        all.push(Fact::new(name("address"), address(&lines)));
    }
    match &person.iban {
        Some(iban) => {
            all.push(Fact::new(name("iban"), code(&iban.grouped())));
            all.push(Fact::words(name("holder"), &person.account_holder));
        }
        None => {
            let none = text!(language, "office_partners.fact.no_iban");
            all.push(Fact::new(name("iban"), state(Meaning::Attention, &none)));
        }
    }
    if let Some(vat_id) = &person.vat_id {
        all.push(Fact::words(name("vat_id"), &vat_id.to_string()));
    }
    facts(&all)
}
