mod headers;
mod letters;
