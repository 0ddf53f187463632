//! Who may come in, through the pages.

mod account;
mod email;
mod founding;
mod frames;
mod password;
mod register;
mod sign_in;
mod strangers;
