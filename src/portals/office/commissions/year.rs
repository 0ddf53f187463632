//! One partner's year, for whoever sees commissions.

use axum::extract::Path;

use crate::app::year_pdf;
use crate::business::commissions::year_sheet;
use crate::business::failure::Failure;
use crate::business::partners;
use crate::business::permission::Permission;
use crate::portals::office::commissions::statement::statement_path;
use crate::portals::office::commissions::{list_path, partner_id};
use crate::portals::office::frame;
use crate::portals::office::subjects::{partner_name, partner_path};
use crate::portals::year_sheet::{YearPlace, year_page};
use crate::text;
use crate::values::{PartnerId, Period};
use crate::web::parts::Link;
use crate::web::{Answer, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/partners/{partner}/years/{year}", show)
        .page("/office/commissions/partners/{partner}/years/{year}/statement.pdf", paper)
        .behind(Permission::CommissionsView)
}

pub fn year_path(partner: PartnerId, year: i16) -> String {
    format!("/office/commissions/partners/{partner}/years/{year}")
}

async fn show(visit: Visit, Path((partner, year)): Path<(String, String)>) -> Answer {
    let (partner, year) = (partner_id(&partner)?, asked_year(&year)?);
    let language = visit.language;
    let page = visit.read(|view| {
        partners::partner(view, partner).ok_or_else(Failure::not_found)?;
        let sheet = year_sheet(view, partner, year)?;
        let path_of = |year: Period| year_path(partner, year.first().year());
        let place = YearPlace {
            back: if view.may(Permission::PartnersView) {
                Link::new(partner_name(view, partner), partner_path(partner))
            } else {
                Link::new(text!(language, "office_commissions.page.title"), list_path())
            },
            lead: partner_name(view, partner),
            path_of: &path_of,
            paper: format!("{}/statement.pdf", path_of(year)),
            statement: &|run| statement_path(run, partner),
        };
        Ok(year_page(language, &sheet, &place))
    })?;
    frame::show(&visit, &page)
}

async fn paper(visit: Visit, Path((partner, year)): Path<(String, String)>) -> Answer {
    let (partner, year) = (partner_id(&partner)?, asked_year(&year)?);
    let document = visit.read_aside(move |view| year_pdf(view, partner, year)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

fn asked_year(text: &str) -> Result<Period, Failure> {
    text.parse().ok().and_then(Period::year).ok_or_else(Failure::not_found)
}
