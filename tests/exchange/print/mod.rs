mod documents;
mod pages;
mod tools;
