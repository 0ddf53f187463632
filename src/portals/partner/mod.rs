//! The pages of those who sell for the firm, made for the phone first.

pub mod frame;

use crate::business::permission::Permission;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().behind(Permission::PartnerPortal)
}
