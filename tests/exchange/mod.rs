mod golden;
mod mail;
mod print;
pub mod samples;
mod shipping;
