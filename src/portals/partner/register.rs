//! Bringing a new partner: the form, and the invitations that nobody has answered yet.

mod form;
mod waiting;

use crate::business::permission::Permission;
use crate::web::Routes;

pub use form::register_path;
pub use waiting::waiting_path;

pub fn routes() -> Routes {
    Routes::new().and(form::routes()).and(waiting::routes()).behind(Permission::PartnerRegister)
}
