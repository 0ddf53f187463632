mod commission;
mod golden;
mod mail;
mod print;
pub mod samples;
mod sepa;
mod shipping;
