//! The list of accounts.

use maud::html;

use crate::business::access::{self, AccountBy, AccountRow, AccountState, AccountWish, FoundAccounts, find_accounts};
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::accounts::words::{account_state, role_names, state_word};
use crate::portals::office::accounts::{list_path, new, sheet_path};
use crate::portals::office::frame;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::wall::Wall;
use crate::text;
use crate::values::{Language, RoleId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, key_button, list_page, moment, small,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file)
}

const FILE_PATH: &str = "/office/accounts.csv";
const KNOWN: &[&str] = &["role", "state"];

fn wish(asked: &Asked) -> AccountWish {
    let (by, backwards) = asked.sort();
    AccountWish {
        words: asked.words().to_owned(),
        role: RoleId::parse(asked.get("role")),
        state: AccountState::ALL.into_iter().find(|state| state.word() == asked.get("state")),
        order_by: if by == "seen" { AccountBy::LastSignIn } else { AccountBy::Name },
        // The first click on the time shows who came in last.
        backwards: if by == "seen" { !backwards } else { backwards },
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let page = visit.read(|view| {
        let found = find_accounts(view, &wish(&asked), asked.skipped(), ROWS_PER_PAGE)?;
        Ok(accounts_page(view, visit.language, &asked, &found))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let rows = visit.read(|view| {
        let wall = Wall::of(view, language);
        let found = find_accounts(view, &wish(&asked), 0, ROWS_MAX)?;
        let cells = |row: &AccountRow| {
            vec![
                Cell::text(&row.name),
                Cell::text(row.account.email.as_str()),
                Cell::text(role_names(view, &row.account, language)),
                row.last_sign_in.map_or(Cell::Empty, |at| Cell::text(wall.exact(at))),
                Cell::text(state_word(language, row.account.state())),
            ]
        };
        Ok(found.rows.iter().map(cells).collect::<Vec<_>>())
    })?;
    let headings = ["name", "email", "roles", "seen", "state"]
        .map(|name| text!(language, &format!("office_accounts.column.{name}")));
    Ok(sheet_file(language, "accounts", &headings, &rows))
}

fn accounts_page(view: &View<'_>, language: Language, asked: &Asked, found: &FoundAccounts) -> Page {
    let column = |name: &str| text!(language, &format!("office_accounts.column.{name}"));
    let wall = Wall::of(view, language);
    let new = Link::new(text!(language, "office_accounts.page.new"), new::new_path());
    list_page(
        language,
        &List {
            title: text!(language, "office_accounts.page.title"),
            count: text!(language, "office_accounts.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_accounts.page.search"))),
            filters: vec![role_filter(view, language, asked), state_filter(language, asked)],
            primary: Some(key_button(&new, 'n', Loudness::Primary)),
            table: Table {
                caption: text!(language, "office_accounts.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("name")), "name"),
                    Column::text(column("roles")),
                    asked.sorted(Column::text(column("seen")), "seen"),
                    Column::state(column("state")),
                ],
                rows: found.rows.iter().map(|row| account_row(view, &wall, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn account_row(view: &View<'_>, wall: &Wall, row: &AccountRow) -> Row {
    let language = wall.language;
    let seen = match row.last_sign_in {
        Some(at) => moment(&wall.moment(at)),
        None => small(&text!(language, "office_accounts.never")),
    };
    let cells = vec![
        two_lines(&row.name, row.account.email.as_str()),
        html! { (role_names(view, &row.account, language)) },
        seen,
        account_state(language, row.account.state()),
    ];
    Row::leading_to(sheet_path(row.id), cells)
}

fn role_filter(view: &View<'_>, language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let roles = access::roles(view).into_iter().map(|(id, role)| (id.to_string(), role.name.get(language).to_owned()));
    asked.filter(text!(language, "office_accounts.column.roles"), "role", [all].into_iter().chain(roles).collect())
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = AccountState::ALL.map(|state| (state.word().to_owned(), state_word(language, state)));
    asked.filter(text!(language, "office_accounts.column.state"), "state", [all].into_iter().chain(states).collect())
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
    if asked.is_narrowed() {
        Empty { sentence: text!(language, "office_accounts.empty.narrowed"), action: Some(all) }
    } else {
        Empty::new(text!(language, "office_accounts.empty.none"))
    }
}
