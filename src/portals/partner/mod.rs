//! The pages of those who sell for the firm, made for the phone first.

pub mod frame;
mod sales;

use crate::business::permission::Permission;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(sales::routes()).behind(Permission::PartnerPortal)
}
