//! The public site.

mod founding;
mod frame;
mod invitation;
mod legal;
mod new_email;
mod news;
mod password;
mod sign_in;
mod start;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(start::routes())
        .and(news::routes())
        .and(legal::routes())
        .and(sign_in::routes())
        .and(password::routes())
        .and(new_email::routes())
        .and(invitation::routes())
        .and(founding::routes())
}
