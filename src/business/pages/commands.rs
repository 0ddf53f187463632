//! Keeping the site's texts. A legal text is never changed: a new version takes its place from a day on.

use serde::Serialize;

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::pages::records::{
    LEGAL_KIND_TO_TEXT, NEWS_ID_TO_NEWS, legal_text_version, legal_texts_of, news_item,
};
use crate::business::pages::{LegalKind, LegalText, News};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{Read, Subject};
use crate::values::{Day, NewsId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LegalTextPublished {
    pub kind: String,
    pub version: String,
    pub valid_from: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewsSaved {
    pub news: NewsId,
    pub withdrawn: bool,
}

impl Happening for LegalTextPublished {
    const ROOM: &'static str = "pages";
    const NAME: &'static str = "legal_text_published";

    fn subject(&self) -> Subject {
        Subject { kind: "legal_text".to_owned(), id: 1 }
    }
}

impl Happening for NewsSaved {
    const ROOM: &'static str = "pages";
    const NAME: &'static str = "news_saved";

    fn subject(&self) -> Subject {
        Subject::of(self.news)
    }
}

/// Publishes a new version; versions and first days are given only once. Only the first version of a text may
/// begin in the past: what somebody accepted yesterday stays what it was.
pub fn publish_legal_text(tx: &mut Tx, kind: LegalKind, text: &LegalText) -> Result<(), Failure> {
    tx.require(Permission::PagesEdit)?;
    let mut complaints = Vec::new();
    if text.version.trim().is_empty() || legal_text_version(tx, kind, &text.version).is_some() {
        let complaint = Complaint::new("pages.refusal.version_taken").at("version");
        complaints.push(complaint.with("version", text.version.clone()));
    }
    if text.text.de.trim().is_empty() {
        complaints.push(Complaint::new("pages.refusal.german_missing").at("text_de"));
    }
    let key = (kind.number(), text.valid_from);
    if (tx as &dyn Read).has(&LEGAL_KIND_TO_TEXT, &key) {
        complaints.push(Complaint::new("pages.refusal.day_taken").at("valid_from").with("day", text.valid_from));
    }
    if text.valid_from < tx.today() && !legal_texts_of(tx, kind).is_empty() {
        complaints.push(Complaint::new("pages.refusal.day_past").at("valid_from"));
    }
    Failure::unless_empty(complaints)?;
    let (kind, version) = (kind.word().to_owned(), text.version.clone());
    let told = tx.record(LegalTextPublished { kind, version, valid_from: text.valid_from });
    tx.save(&told, &LEGAL_KIND_TO_TEXT, &key, text);
    Ok(())
}

/// Stands for what a note says, to tell whether somebody else has changed it meanwhile.
pub fn news_mark(news: &News) -> String {
    let written = serde_json::to_vec(news).unwrap_or_else(|error| unreachable!("a note is plain data: {error}"));
    blake3::hash(&written).to_hex().chars().take(32).collect()
}

/// Changes a note. `seen` is the mark of what it said when the change was begun.
pub fn change_news(tx: &mut Tx, id: NewsId, news: &News, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::PagesEdit)?;
    let before = news_item(tx, id).ok_or_else(Failure::not_found)?;
    if news_mark(&before) != seen {
        let complaint = Complaint::new("pages.refusal.changed_meanwhile");
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    if before != *news {
        save_news(tx, Some(id), news)?;
    }
    Ok(())
}

/// Adds a note, or replaces the one with this id.
pub fn save_news(tx: &mut Tx, id: Option<NewsId>, news: &News) -> Result<NewsId, Failure> {
    tx.require(Permission::PagesEdit)?;
    if news.title.is_empty() {
        return Err(Complaint::new("pages.refusal.title_missing").at("title_de").into());
    }
    if id.is_some_and(|id| news_item(tx, id).is_none()) {
        return Err(Failure::not_found());
    }
    let id = id.unwrap_or_else(|| tx.next_id());
    let told = tx.record(NewsSaved { news: id, withdrawn: news.withdrawn });
    tx.save(&told, &NEWS_ID_TO_NEWS, &id, news);
    Ok(id)
}
