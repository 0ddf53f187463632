//! What the site says: legal texts with versions, and news.
//!
//! - *Legal text*: terms, privacy, imprint, withdrawal, partner terms; each version is kept.
//! - *News*: a dated note for everybody or for partners.

mod commands;
mod records;
mod site_text;

pub use commands::{LegalTextPublished, NewsSaved, change_news, news_mark, publish_legal_text, save_news};
pub use records::{TABLES, is_published, legal_text, legal_text_version, legal_texts_of, news, news_item};
pub use site_text::{LegalKind, LegalText, News};
