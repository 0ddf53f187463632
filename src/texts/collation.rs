//! Names in the order of each language: umlauts beside their vowels, Chinese by pinyin.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use crate::values::Language;

static COLLATORS: LazyLock<[Option<CollatorBorrowed<'static>>; 3]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let locale = language.tag().parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        icu_collator::Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default()).ok()
    })
});

/// Sorts in place by a name.
pub fn sort_by_name<T>(language: Language, items: &mut [T], name: impl Fn(&T) -> &str) {
    items.sort_by(|one, other| compare_names(language, name(one), name(other)));
}

/// The order of two names; that of their signs where a language has no rules.
pub fn compare_names(language: Language, one: &str, other: &str) -> Ordering {
    let [german, english, chinese] = &*COLLATORS;
    let collator = match language {
        Language::De => german,
        Language::En => english,
        Language::Zh => chinese,
    };
    collator.as_ref().map_or_else(|| one.cmp(other), |collator| collator.compare(one, other))
}
