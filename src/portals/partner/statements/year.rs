//! A partner's own year.

use axum::extract::Path;

use crate::app::year_pdf;
use crate::business::commissions::year_sheet;
use crate::business::failure::Failure;
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::statements::statement_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::year_sheet::{YearPlace, year_page};
use crate::text;
use crate::values::Period;
use crate::web::parts::Link;
use crate::web::{Answer, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/partner/statements/years/{year}", show)
        .page("/partner/statements/years/{year}/statement.pdf", paper)
}

pub fn year_path(year: Period) -> String {
    format!("{}/years/{}", list_path(), year.first().year())
}

async fn show(visit: Visit, Path(year): Path<String>) -> Answer {
    let year = asked_year(&year)?;
    let language = visit.language;
    let page = visit.read(|view| {
        let (own, partner) = own_partner(view)?;
        let sheet = year_sheet(view, own, year)?;
        let place = YearPlace {
            back: Link::new(text!(language, "partner.statements.title"), list_path()),
            lead: text!(language, "extract.own_lead", number = partner.number),
            path_of: &year_path,
            paper: format!("{}/statement.pdf", year_path(year)),
            statement: &statement_path,
        };
        Ok(year_page(language, &sheet, &place))
    })?;
    frame::show(&visit, &page)
}

async fn paper(visit: Visit, Path(year): Path<String>) -> Answer {
    let year = asked_year(&year)?;
    let document = visit.read_aside(move |view| year_pdf(view, own_partner(view)?.0, year)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

fn asked_year(text: &str) -> Result<Period, Failure> {
    text.parse().ok().and_then(Period::year).ok_or_else(Failure::not_found)
}
