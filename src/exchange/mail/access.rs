//! Letters about accounts and about the mail server itself.

use crate::business::firm::Firm;
use crate::exchange::mail::Mail;
use crate::exchange::mail::writing::Writing;
use crate::text;
use crate::values::Language;

pub struct AccountLetter<'l> {
    pub firm: &'l Firm,
    pub language: Language,
    pub name: String,
    /// Where a password is chosen or an address confirmed; it holds the secret. Empty in letters without one.
    pub link: String,
}

pub fn password_reset(letter: &AccountLetter) -> Mail {
    let (language, firm) = (letter.language, letter.firm.trade_name.as_str());
    Writing::to(letter.firm, language, &letter.name)
        .say(text!(language, "mail.password_reset.asked", firm = firm))
        .link(text!(language, "mail.password_reset.choose"), letter.link.clone())
        .say(text!(language, "mail.password_reset.not_you"))
        .finish(&text!(language, "mail.password_reset.subject", firm = firm))
}

/// To somebody who is to work with us.
pub fn account_invitation(letter: &AccountLetter) -> Mail {
    let (language, firm) = (letter.language, letter.firm.trade_name.as_str());
    Writing::to(letter.firm, language, &letter.name)
        .say(text!(language, "mail.account_invitation.made", firm = firm))
        .link(text!(language, "mail.account_invitation.choose"), letter.link.clone())
        .say(text!(language, "mail.account_invitation.how_long"))
        .finish(&text!(language, "mail.account_invitation.subject", firm = firm))
}

/// To a customer who has registered, to make sure that the address is hers.
pub fn account_confirmation(letter: &AccountLetter) -> Mail {
    let (language, firm) = (letter.language, letter.firm.trade_name.as_str());
    Writing::to(letter.firm, language, &letter.name)
        .say(text!(language, "mail.account_confirmation.welcome", firm = firm))
        .link(text!(language, "mail.account_confirmation.confirm"), letter.link.clone())
        .say(text!(language, "mail.account_confirmation.not_you"))
        .finish(&text!(language, "mail.account_confirmation.subject", firm = firm))
}

/// To the address that somebody wants to sign in with from now on.
pub fn email_confirmation(letter: &AccountLetter) -> Mail {
    let (language, firm) = (letter.language, letter.firm.trade_name.as_str());
    Writing::to(letter.firm, language, &letter.name)
        .say(text!(language, "mail.email_confirmation.asked", firm = firm))
        .link(text!(language, "mail.email_confirmation.confirm"), letter.link.clone())
        .say(text!(language, "mail.email_confirmation.not_you"))
        .finish(&text!(language, "mail.email_confirmation.subject", firm = firm))
}

/// To the address that an account had: whoever lost the mailbox to somebody else must hear of it. It does not
/// say the new one.
pub fn email_changed(letter: &AccountLetter) -> Mail {
    let (language, firm) = (letter.language, letter.firm.trade_name.as_str());
    Writing::to(letter.firm, language, &letter.name)
        .say(text!(language, "mail.email_changed.done", firm = firm))
        .say(text!(language, "mail.email_changed.not_you"))
        .finish(&text!(language, "mail.email_changed.subject", firm = firm))
}

/// To whoever has the address that somebody else wanted.
pub fn email_taken(letter: &AccountLetter) -> Mail {
    let (language, firm) = (letter.language, letter.firm.trade_name.as_str());
    Writing::to(letter.firm, language, &letter.name)
        .say(text!(language, "mail.email_taken.wanted", firm = firm))
        .say(text!(language, "mail.email_taken.nothing"))
        .finish(&text!(language, "mail.email_taken.subject", firm = firm))
}

/// Shows whoever set up the mail server that letters arrive.
pub fn test_mail(firm: &Firm, language: Language) -> Mail {
    Writing::to(firm, language, "").say(text!(language, "mail.test_mail.works")).finish(&text!(
        language,
        "mail.test_mail.subject",
        firm = firm.trade_name.as_str()
    ))
}
