mod documents;
mod pages;
pub mod tools;
