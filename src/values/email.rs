//! An e-mail address that can be written to, in lower case.

use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Email(String);

/// RFC 5321, 4.5.3.1: the longest path without its brackets.
const LENGTH_MAX: usize = 254;

impl Email {
    /// Accepts what a mail server would: one `@`, a domain with a dot, no blanks or controls.
    pub fn parse(text: &str) -> Option<Email> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@')?;
        let local_good = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|sign| sign.is_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(sign));
        let label_good = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
        };
        let domain_good = domain.contains('.') && domain.split('.').all(label_good);
        (text.len() <= LENGTH_MAX && local_good && domain_good).then_some(Email(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
