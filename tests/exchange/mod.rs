mod commission;
mod golden;
mod mail;
mod pictures;
mod print;
pub mod samples;
mod sepa;
mod shipping;
mod tables;
