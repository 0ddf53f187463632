//! Letters about signing in.

use crate::business::firm::Firm;
use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::Writing;
use crate::text;
use crate::values::Language;

pub struct PasswordReset<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub name: String,
    /// Where a new password is chosen; it holds the secret.
    pub link: String,
}

pub fn password_reset(reset: &PasswordReset) -> Mail {
    let (language, firm) = (reset.language, reset.firm.trade_name.as_str());
    Writing::to(reset.firm, language, &reset.name)
        .say(text!(language, "mail.password_reset.asked", firm = firm))
        .link(text!(language, "mail.password_reset.choose"), reset.link.clone())
        .say(text!(language, "mail.password_reset.not_you"))
        .finish(&text!(language, "mail.password_reset.subject", firm = firm))
}
