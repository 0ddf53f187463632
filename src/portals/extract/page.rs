//! The extract as a page.

use maud::{Markup, html};

use crate::business::commissions::{Deal, DealState, FoundDeals, Relation, say_months};
use crate::portals::extract::ExtractAsked;
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{Language, Period};
use crate::web::parts::{
    Choice, Column, Complaint, DocumentLink, Empty, Field, Filter, Link, List, Meaning, Notice, QueryForm, Row, Table,
    Tile, documents, field_row, figure, filters, fold, list_page, open_fold, paragraph, query_form, select_field,
    stack, state, tiles, two_lines,
};
use crate::web::{Complaints, Page};

/// Where the page stands.
pub struct ExtractPlace {
    pub back: Link,
    /// Under the title: whose extract it is.
    pub lead: String,
    pub file: String,
    pub paper: String,
}

pub struct ExtractShown<'s> {
    pub found: &'s FoundDeals,
    /// Where the sheet of an order stands, for those who may open it.
    pub opens: &'s dyn Fn(&Deal) -> Option<String>,
}

pub fn extract_page(language: Language, wanted: &ExtractAsked, place: &ExtractPlace, shown: &ExtractShown<'_>) -> Page {
    let column = |name: &str| text!(language, &format!("extract.column.{name}"));
    let asked = &wanted.asked;
    let found = shown.found;
    let list = list_page(
        language,
        &List {
            title: text!(language, "extract.title"),
            search: Some(asked.search(text!(language, "extract.search"))),
            filters: vec![whose_filter(language, wanted)],
            more_filters: Some(more_filters(language, wanted)),
            table: Table {
                caption: text!(language, "extract.title"),
                columns: vec![
                    Column::text(column("order")),
                    Column::text(column("customer")),
                    Column::text(column("product")),
                    Column::figure(column("net")),
                    Column::figure(column("base_and_points")),
                    Column::text(column("pay")),
                    Column::figure(column("amount")),
                ],
                rows: found.rows.iter().map(|deal| deal_row(language, deal, shown)).collect(),
                empty: nothing(language, wanted),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(&place.file)),
            ..List::default()
        },
    );
    Page {
        title: text!(language, "extract.title_of", months = say_months(language, wanted.first, wanted.last)),
        lead: Some(place.lead.clone()),
        back: Some(place.back.clone()),
        body: html! {
            (paragraph(&text!(language, "extract.law")))
            (months(language, wanted))
            (sums(language, found))
            (documents(&[DocumentLink {
                label: text!(language, "extract.pdf"),
                href: asked.under(&place.paper),
                kind: "PDF".to_owned(),
                note: None,
            }]))
            (list.body)
        },
        ..Page::default()
    }
}

/// The same page with what speaks against the paper that was asked for.
pub fn with_refusal(page: Page, complaints: &Complaints) -> Page {
    let bad = |complaint: Complaint| Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None };
    Page { messages: complaints.summary().into_iter().map(bad).collect(), ..page }
}

fn months(language: Language, wanted: &ExtractAsked) -> Markup {
    let months = wanted.months();
    let choices: Vec<Choice> =
        months.iter().map(|month| Choice::new(month.to_string(), texts::period(language, *month))).collect();
    let choose = |name: &'static str, key: &'static str, chosen: Period| {
        let value = chosen.to_string();
        select_field(
            language,
            &Field { name, label: text!(language, key), value: &value, ..Field::default() },
            &choices,
        )
    };
    let fields =
        [choose("first", "extract.months.first", wanted.first), choose("last", "extract.months.last", wanted.last)];
    query_form(
        language,
        &QueryForm {
            action: wanted.asked.path(),
            hidden: wanted.asked.hidden(&["first", "last"]),
            body: field_row(&fields),
        },
    )
}

fn sums(language: Language, found: &FoundDeals) -> Markup {
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    tiles(&[
        Tile {
            note: Some(text!(language, "extract.count", count = counted(language, found.total))),
            ..tile("extract.sum.commission", texts::money(language, found.sums.commission))
        },
        tile("extract.sum.net", texts::money(language, found.sums.net)),
        tile("extract.sum.base", texts::money(language, found.sums.base)),
        tile("extract.sum.points", texts::points(language, found.sums.points)),
    ])
}

fn deal_row(language: Language, deal: &Deal, shown: &ExtractShown<'_>) -> Row {
    let pay: Vec<Markup> = deal.pay.iter().map(|pay| two_lines(&pay.say(language), &pay.settled(language))).collect();
    let quantity = text!(language, "extract.pieces", count = texts::number(language, deal.quantity));
    let cells = vec![
        two_lines(&deal.order_line(), &texts::day_short(language, deal.day)),
        two_lines(&deal.counterpart.say(language), &deal.fate(language)),
        if deal.state == DealState::NoDeal {
            html! { (deal.what(language)) }
        } else {
            two_lines(&deal.product, &quantity)
        },
        figure(&texts::money(language, deal.net)),
        two_lines(
            &texts::money(language, deal.base),
            &text!(language, "extract.points", points = texts::points(language, deal.points)),
        ),
        if pay.is_empty() { state(Meaning::Neutral, &deal.unpaid(language)) } else { stack(&pay) },
        figure(&texts::money(language, deal.commission())),
    ];
    let meaning = match deal.state {
        DealState::Returned | DealState::Cancelled => Meaning::Attention,
        DealState::Sold | DealState::Waiting | DealState::NoDeal => Meaning::Neutral,
    };
    let row = Row { meaning, ..Row::new(cells) };
    Row { href: (shown.opens)(deal), ..row }
}

fn whose_filter(language: Language, wanted: &ExtractAsked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let relations = Relation::ALL
        .map(|relation| (relation.word().to_owned(), text!(language, &format!("extract.whose.{}", relation.word()))));
    wanted.asked.filter(text!(language, "extract.whose.heading"), "whose", [all].into_iter().chain(relations).collect())
}

fn more_filters(language: Language, wanted: &ExtractAsked) -> Markup {
    let all = || (String::new(), text!(language, "office.filter.all"));
    let states = DealState::ALL
        .map(|state| (state.word().to_owned(), text!(language, &format!("extract.state.{}", state.word()))));
    let by_state = wanted.asked.filter(
        text!(language, "extract.state.heading"),
        "state",
        [all()].into_iter().chain(states).collect(),
    );
    let pays = ["with", "without"].map(|word| (word.to_owned(), text!(language, &format!("extract.with_pay.{word}"))));
    let by_pay = wanted.asked.filter(
        text!(language, "extract.with_pay.heading"),
        "pay",
        [all()].into_iter().chain(pays).collect(),
    );
    let summary = text!(language, "office.filter.more");
    let used = ["state", "pay"].iter().any(|name| !wanted.asked.get(name).is_empty());
    let body = filters(&[by_state, by_pay]);
    if used { open_fold(&summary, body) } else { fold(&summary, body) }
}

fn nothing(language: Language, wanted: &ExtractAsked) -> Empty {
    let narrowed = ["whose", "state", "pay", "q"].iter().any(|name| !wanted.asked.get(name).is_empty());
    if !narrowed {
        return Empty::new(text!(language, "extract.empty"));
    }
    let months = format!("{}?first={}&last={}", wanted.asked.path(), wanted.first, wanted.last);
    let all = Link::new(text!(language, "office.filter.show_all"), months);
    Empty { sentence: text!(language, "extract.empty_narrowed"), action: Some(all) }
}
