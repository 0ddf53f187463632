//! Letters that a change causes. The change posts an outbox row in its own transaction; the worker writes
//! and sends the letter later, from what the store then knows of the row's subject.

use crate::business::tx::{Recorded, Tx};
use crate::store::{OutboxId, OutboxItem, OutboxState, Subject};
use crate::values::{Email, Language};

/// The channel of everything that leaves by e-mail.
pub const MAIL: &str = "mail";

macro_rules! templates {
    ($($(#[doc = $doc:literal])* $name:ident $word:literal;)*) => {
        /// Which letter it is, and in brackets what the subject of its outbox row must be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Template {
            $($(#[doc = $doc])* $name,)*
        }

        impl Template {
            pub const ALL: &'static [Template] = &[$(Template::$name),*];

            /// The word in the outbox row and in text keys.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Template::$name => $word,)*
                }
            }
        }
    };
}

templates! {
    /// [order]
    OrderConfirmation "order_confirmation";
    /// [order] The corrected order is written out anew.
    OrderCorrected "order_corrected";
    /// [order]
    OrderCancelled "order_cancelled";
    /// [parcel] With the link to follow it.
    ShippingNote "shipping_note";
    /// [invoice] The invoice is attached.
    Invoice "invoice";
    /// [invoice] The credit note is attached.
    CreditNote "credit_note";
    /// [order] What was declared and when, to the second (§ 356a BGB, § 13a FAGG).
    WithdrawalReceipt "withdrawal_receipt";
    /// [partner] With the secret of the link by which the terms are accepted.
    PartnerInvitation "partner_invitation";
    /// [partner]
    TermsAccepted "terms_accepted";
    /// [account] With the secret of the link by which a new password is chosen.
    PasswordReset "password_reset";
    /// [account] With the secret of the link by which somebody new chooses the first password.
    AccountInvitation "account_invitation";
    /// [account] With the secret of the link by which a customer confirms the address.
    AccountConfirmation "account_confirmation";
    /// [account] To the address that the account is to have, with the secret of the link that confirms it.
    EmailConfirmation "email_confirmation";
    /// [account] To the old address of the account, and to the new one when somebody else has set it.
    EmailChanged "email_changed";
    /// [account] To its owner: somebody else wanted the same address.
    EmailTaken "email_taken";
    /// [firm] Shows that the mail server takes our letters.
    TestMail "test_mail";
    /// [run] The statement of this run is ready in the partner's portal.
    StatementReady "statement_ready";
    /// [self_billed] The self-billing credit note is attached, or what takes one back.
    SelfBilled "self_billed";
    /// [objection] The answer stands with the statement.
    ObjectionAnswered "objection_answered";
    /// [tree request] Agreed to or refused.
    RequestDecided "request_decided";
    /// [reminder] The reminder is attached.
    Reminder "reminder";
    /// [collection] When and how much is collected from the account of whoever gets the letter.
    Prenotice "prenotice";
}

impl Template {
    pub fn from_word(word: &str) -> Option<Template> {
        Template::ALL.iter().copied().find(|template| template.word() == word)
    }
}

/// What is to be written to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    pub template: Template,
    pub subject: Subject,
    pub recipient: Email,
    pub language: Language,
    /// The secret of the link in the letter; empty for letters without one. Records keep only its hash, and
    /// the outbox row forgets it as soon as the letter is sent.
    pub secret: String,
}

impl Tx<'_, '_, '_> {
    /// Lets a letter leave with the next round of the outbox.
    pub(in crate::business) fn post_mail(&mut self, told: &Recorded, mail: NewMail) -> OutboxId {
        let item = OutboxItem {
            channel: MAIL.to_owned(),
            template: mail.template.word().to_owned(),
            subject: mail.subject,
            recipient: mail.recipient.as_str().to_owned(),
            language: mail.language,
            secret: mail.secret,
            created_at: self.now(),
            state: OutboxState::Waiting,
            attempts: 0,
            due_at: self.now(),
            trouble: String::new(),
        };
        self.post(told, &item)
    }
}
