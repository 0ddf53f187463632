//! The languages in which Kontor speaks.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    De,
    En,
    Zh,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::De, Language::En, Language::Zh];

    /// The tag for `lang` attributes, cookies and file names.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
            Language::Zh => "zh",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::De => "Deutsch",
            Language::En => "English",
            Language::Zh => "中文",
        }
    }

    /// Reads a tag such as `de`, `de-AT` or `zh-CN`.
    pub fn parse(text: &str) -> Option<Language> {
        let primary = text.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.tag() == primary)
    }

    /// The first language of an `Accept-Language` header that we speak.
    pub fn accepted(header: &str) -> Option<Language> {
        header.split(',').find_map(|part| Language::parse(part.split(';').next().unwrap_or(part)))
    }
}
