//! One folder an audience: pages and forms. A portal asks and tells; it never decides.

use crate::web::Routes;

/// What the frames of several portals share, and which frame a person has.
pub mod frames;
/// What the address of a list asks for: words, filters, order, page.
pub mod asked;
/// What a page of hits says while the search does not know everything yet.
pub mod searching;
/// Now, as the clock on the firm's wall shows it to one reader.
pub mod wall;
/// A list as a file for a spreadsheet.
pub mod sheet_file;
/// Forms whose second sending would do harm.
pub mod once;
/// A form as it is filled in, and fields that the forms of several portals have.
pub mod fields;
/// What a browser calls itself.
pub mod browser_name;
/// The page before a deed that cannot be undone.
pub mod deed;
/// Whoever is to become a partner: the fields of the form.
pub mod new_partner;
/// What a firm still lacks before its shop may sell.
pub mod opening;
/// Choosing a password.
pub mod new_password;
/// One's own data, password and sessions, in whichever portal.
pub mod account;
/// How goods are shown: shared by site and shop.
pub mod showcase;
/// The public site: start page, news, legal texts, the way in.
pub mod site;
/// The extract of a partner's books, for the partner and for the office.
pub mod extract;
/// What was taken off a balance before it was paid, for the partner and for the office.
pub mod pay_parts;
/// The lines of a commission statement, for the partner and for the office.
pub mod statement_lines;
/// What was held back of a partner's payments, for the partner and for the office.
pub mod reserve_table;
/// Self-billing credit notes, for the partner and for the office.
pub mod self_billed;
/// How somebody who is paid stands to VAT.
pub mod tax_status;
/// A partner's year, for the partner and for the office.
pub mod year_sheet;
/// The shop: products, cart, checkout.
pub mod shop;
/// The pages of those who sell for the firm.
pub mod partner;
/// The pages of those who work for the firm.
pub mod office;
mod untaxed;

/// Every path that Kontor serves.
pub fn routes() -> Routes {
    Routes::new()
        .and(site::routes())
        .and(shop::routes())
        .and(partner::routes())
        .and(office::routes())
        .and(account::routes())
}
