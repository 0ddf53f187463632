//! From an outbox row to the letter: loads what the template needs, from one snapshot.

use crate::app::links::Links;
use crate::app::papers::{
    data_beside, lacks_data, print_confirmation, print_invoice, print_reminder, print_self_billed,
};
use crate::business::access::account;
use crate::business::billing::invoice;
use crate::business::billing::reminders::reminder;
use crate::business::commissions::{objection, run, self_billed_sheet};
use crate::business::customers::payment_terms_at;
use crate::business::failure::Failure;
use crate::business::firm::{Firm, firm};
use crate::business::mail::Template;
use crate::business::messages::{self, Letter, was_played};
use crate::business::orders::{Order, order, order_number, order_version, withdrawal};
use crate::business::pages::{LegalKind, legal_text};
use crate::business::partners::{EdgeKind, RequestState, edges_of, partner, request};
use crate::business::payments::collections::{Debit, collection};
use crate::business::payments::{credit_given_back, credit_paid, settlement};
use crate::business::people::{person, person_by_email};
use crate::business::permission::Permission;
use crate::business::shipping::parcel;
use crate::business::stock::reservation;
use crate::business::view::View;
use crate::exchange::mail::{self, Attachment, Mail};
use crate::exchange::print::Document;
use crate::store::{OutboxId, OutboxItem, OutboxState, outbox_item};
use crate::values::{Email, InvoiceId, Money, OrderId, PartnerId, PersonId};

/// What stands in a kept letter where the secret of a link was.
const BLOTTED_OUT: &str = "••••••••";

/// Why a letter cannot be written, as the key of a text.
pub type Unwritable = &'static str;

const GONE: Unwritable = "messages.trouble.subject_gone";
const UNKNOWN: Unwritable = "messages.trouble.template_unknown";

/// The letter of an outbox row: as it was sent, or as it would be sent now, which goes for the letters of a played story
/// too. Never shows the secret of a link.
pub fn preview(view: &View, links: &Links, id: OutboxId) -> Result<Letter, Failure> {
    view.require(Permission::MessagesView)?;
    let item = outbox_item(view, id).ok_or_else(Failure::not_found)?;
    if item.state == OutboxState::Sent && !was_played(&item) {
        return messages::letter(view, id).ok_or_else(Failure::not_found);
    }
    let mail = write_mail(view, links, &item).map_err(|_| Failure::not_found())?;
    Ok(letter_of(&mail, &item))
}

/// What is kept of a mail.
pub fn letter_of(mail: &Mail, item: &OutboxItem) -> Letter {
    let text = if item.secret.is_empty() { mail.text.clone() } else { mail.text.replace(&item.secret, BLOTTED_OUT) };
    let attachments = mail.attachments.iter().map(|attachment| attachment.name.clone()).collect();
    Letter { subject: mail.subject.clone(), text, attachments }
}

/// Writes the mail of an outbox row.
pub fn write_mail(view: &View, links: &Links, item: &OutboxItem) -> Result<Mail, Unwritable> {
    let firm = firm(view).ok_or(GONE)?;
    let template = Template::from_word(&item.template).ok_or(UNKNOWN)?;
    let about = About { view, links, item, firm: &firm };
    let written = match template {
        Template::OrderConfirmation => about.order_confirmation(),
        Template::OrderCorrected => about.order_corrected(),
        Template::OrderCancelled => about.order(mail::order_cancelled),
        Template::ShippingNote => about.shipping_note(),
        Template::Invoice => about.billing(mail::invoice),
        Template::CreditNote => about.billing(mail::credit_note),
        Template::PartnerInvitation => about.partner_invitation(),
        Template::TermsAccepted => about.terms_accepted(),
        Template::PasswordReset => about.account(mail::password_reset),
        Template::AccountInvitation => about.account(mail::account_invitation),
        Template::AccountConfirmation => about.account(mail::account_confirmation),
        Template::EmailConfirmation => about.email_confirmation(),
        Template::EmailChanged => about.account(mail::email_changed),
        Template::EmailTaken => about.account(mail::email_taken),
        Template::TestMail => Some(mail::test_mail(&firm, item.language)),
        Template::WithdrawalReceipt => about.withdrawal_receipt(),
        Template::StatementReady => about.statement_ready(),
        Template::SelfBilled => about.self_billed(),
        Template::ObjectionAnswered => about.objection_answered(),
        Template::RequestDecided => about.request_decided(),
        Template::Reminder => about.reminder(),
        Template::Prenotice => about.prenotice(),
    };
    written.ok_or(GONE)
}

/// The document of a letter that goes without the data that its buyer's program reads.
pub fn document_without_data(view: &View, item: &OutboxItem) -> Result<Option<InvoiceId>, Failure> {
    let bills = matches!(Template::from_word(&item.template), Some(Template::Invoice | Template::CreditNote));
    let Some(id): Option<InvoiceId> = bills.then(|| item.subject.id_of()).flatten() else { return Ok(None) };
    let lacking = invoice(view, id).map_or(Ok(false), |invoice| lacks_data(view, &invoice))?;
    Ok(lacking.then_some(id))
}

/// Everything that the letters share; each of them answers `None` when its subject is not there.
struct About<'a> {
    view: &'a View<'a>,
    links: &'a Links,
    item: &'a OutboxItem,
    firm: &'a Firm,
}

impl About<'_> {
    /// The first version of the order, whatever has become of it since, with the instruction on withdrawal.
    fn order_confirmation(&self) -> Option<Mail> {
        let id: OrderId = self.item.subject.id_of()?;
        let order = order_version(self.view, id, 1).or_else(|| order(self.view, id))?;
        let withdrawal = legal_text(self.view, LegalKind::Withdrawal, order.day);
        let terms =
            withdrawal.filter(|_| order.is_consumers()).map(|text| text.text.get(self.item.language).to_owned());
        let written = mail::order_confirmation(&self.order_letter(id, &order, terms.as_deref()));
        Some(self.with_confirmation(written, id, &order))
    }

    fn order_corrected(&self) -> Option<Mail> {
        let id: OrderId = self.item.subject.id_of()?;
        let order = order(self.view, id)?;
        Some(self.with_confirmation(mail::order_corrected(&self.order_letter(id, &order, None)), id, &order))
    }

    /// The letter says everything; a paper that cannot be printed does not keep it back.
    fn with_confirmation(&self, mut written: Mail, id: OrderId, order: &Order) -> Mail {
        match print_confirmation(self.view, id, order) {
            Ok(Document { name, bytes }) => {
                written.attachments.push(Attachment { name, kind: "application/pdf", bytes });
            }
            Err(failure) => tracing::error!("order {id} could not be printed: {failure:?}"),
        }
        written
    }

    fn order(&self, write: impl Fn(&mail::OrderLetter) -> Mail) -> Option<Mail> {
        let id: OrderId = self.item.subject.id_of()?;
        let order = order(self.view, id)?;
        Some(write(&self.order_letter(id, &order, None)))
    }

    fn order_letter<'o>(
        &'o self,
        id: OrderId,
        order: &'o Order,
        withdrawal_terms: Option<&'o str>,
    ) -> mail::OrderLetter<'o> {
        let link = self.links.order(id, &order.token);
        let is_short = reservation(self.view, id).is_some_and(|reservation| reservation.is_short());
        let nothing = Money::zero(order.shipping.price.currency());
        let credit = credit_paid(self.view, id).map_or(nothing, |(_, amount)| amount);
        let open = settlement(self.view, id).map_or(nothing, |settlement| settlement.open());
        let back =
            mail::Back { credit: credit_given_back(self.view, id).unwrap_or(nothing), money: (-open).max(nothing) };
        let (firm, language, rest) = (self.firm, self.item.language, open.max(nothing));
        let terms = payment_terms_at(self.view, order.buyer.customer, order.placed_at);
        mail::OrderLetter { firm, language, id, order, link, withdrawal_terms, credit, rest, back, is_short, terms }
    }

    fn withdrawal_receipt(&self) -> Option<Mail> {
        let id: OrderId = self.item.subject.id_of()?;
        let (order, declared) = (order(self.view, id)?, withdrawal(self.view, id)?);
        Some(mail::withdrawal_receipt(&mail::WithdrawalReceipt {
            firm: self.firm,
            language: self.item.language,
            zone: self.view.zone(),
            received_at: declared.at,
            name: order.billing.name,
            email: order.buyer.email.to_string(),
            order_number: order_number(id),
            declaration: declared.words,
        }))
    }

    fn shipping_note(&self) -> Option<Mail> {
        let parcel = parcel(self.view, self.item.subject.id_of()?)?;
        let order = order(self.view, parcel.order)?;
        Some(mail::shipping_note(&mail::ShippingNote {
            firm: self.firm,
            language: self.item.language,
            id: parcel.order,
            order: &order,
            parcel: &parcel,
        }))
    }

    fn billing(&self, write: impl Fn(&mail::BillingLetter) -> Mail) -> Option<Mail> {
        let id = self.item.subject.id_of()?;
        let invoice = invoice(self.view, id)?;
        let document = match print_invoice(self.view, id, &invoice) {
            Ok(document) => document,
            Err(failure) => {
                tracing::error!("{} could not be printed: {failure:?}", invoice.number);
                return None;
            }
        };
        let mut documents = vec![Attachment { name: document.name, kind: "application/pdf", bytes: document.bytes }];
        match data_beside(self.view, &invoice) {
            Ok(data) => documents.extend(data.map(|file| Attachment {
                name: file.name,
                kind: file.media_type,
                bytes: file.bytes,
            })),
            Err(failure) => tracing::error!("{} could not be written as data: {failure:?}", invoice.number),
        }
        Some(write(&mail::BillingLetter {
            firm: self.firm,
            language: self.item.language,
            invoice: &invoice,
            documents,
        }))
    }

    fn reminder(&self) -> Option<Mail> {
        let reminder = reminder(self.view, self.item.subject.id_of()?)?;
        let document = print_reminder(self.view, &reminder)
            .inspect_err(|failure| tracing::error!("{} could not be printed: {failure:?}", reminder.number))
            .ok()?;
        let document = Attachment { name: document.name, kind: "application/pdf", bytes: document.bytes };
        Some(mail::reminder(&mail::ReminderLetter { firm: self.firm, reminder: &reminder, document }))
    }

    fn partner_invitation(&self) -> Option<Mail> {
        let id: PartnerId = self.item.subject.id_of()?;
        let partner = partner(self.view, id)?;
        let enroller = edges_of(self.view, EdgeKind::Enroller, id).into_iter().find_map(|edge| edge.parent);
        let invited_by = enroller.and_then(|by| Some(self.name_of(self::partner(self.view, by)?.person)));
        Some(mail::partner_invitation(&mail::Invitation {
            firm: self.firm,
            language: self.item.language,
            name: self.name_of(partner.person),
            invited_by: invited_by.unwrap_or_default(),
            link: self.links.invitation(&self.item.secret),
        }))
    }

    fn terms_accepted(&self) -> Option<Mail> {
        let partner = partner(self.view, self.item.subject.id_of()?)?;
        let name = self.name_of(partner.person);
        Some(mail::terms_accepted(self.firm, self.item.language, &name, &partner.number, &partner.terms_version))
    }

    fn account(&self, write: impl Fn(&mail::AccountLetter) -> Mail) -> Option<Mail> {
        self.account_with(self.links.password(&self.item.secret), write)
    }

    fn email_confirmation(&self) -> Option<Mail> {
        let link = self.links.email(self.item.subject.id_of()?, &self.item.secret);
        self.account_with(link, mail::email_confirmation)
    }

    fn account_with(&self, link: String, write: impl Fn(&mail::AccountLetter) -> Mail) -> Option<Mail> {
        let account = account(self.view, self.item.subject.id_of()?)?;
        let name = self.name_of(account.person);
        Some(write(&mail::AccountLetter { firm: self.firm, language: self.item.language, name, link }))
    }

    fn statement_ready(&self) -> Option<Mail> {
        let run = run(self.view, self.item.subject.id_of()?)?;
        let partner = Email::parse(&self.item.recipient).and_then(|email| person_by_email(self.view, &email));
        Some(mail::statement_ready(&mail::StatementReady {
            firm: self.firm,
            language: self.item.language,
            name: partner.map_or_else(String::new, |id| self.name_of(id)),
            period: run.period,
            link: self.links.statements(),
        }))
    }

    fn self_billed(&self) -> Option<Mail> {
        let sheet = self_billed_sheet(self.view, self.item.subject.id_of()?)?;
        let document = print_self_billed(self.view, &sheet)
            .inspect_err(|failure| tracing::error!("{} could not be printed: {failure:?}", sheet.document.number))
            .ok()?;
        let document = Attachment { name: document.name, kind: "application/pdf", bytes: document.bytes };
        let link = self.links.statement(sheet.document.run);
        Some(mail::self_billed(&mail::SelfBilledLetter { firm: self.firm, sheet: &sheet, link, document }))
    }

    fn objection_answered(&self) -> Option<Mail> {
        let known = objection(self.view, self.item.subject.id_of()?)?;
        let partner = partner(self.view, known.partner)?;
        Some(mail::objection_answered(&mail::StatementReady {
            firm: self.firm,
            language: self.item.language,
            name: self.name_of(partner.person),
            period: run(self.view, known.run)?.period,
            link: self.links.statement(known.run),
        }))
    }

    fn request_decided(&self) -> Option<Mail> {
        let known = request(self.view, self.item.subject.id_of()?)?;
        Some(mail::request_decided(&mail::RequestDecided {
            firm: self.firm,
            language: self.item.language,
            name: self.name_of(known.person_before),
            matter: known.wish.matter(),
            agreed: known.state != RequestState::Refused,
            from: known.from,
            link: self.links.requests(),
        }))
    }

    /// Everything of the collection that is taken from whoever gets the letter.
    fn prenotice(&self) -> Option<Mail> {
        let known = collection(self.view, self.item.subject.id_of()?)?;
        let own: Vec<&Debit> =
            known.debits_in_file().filter(|debit| debit.email.as_str() == self.item.recipient).collect();
        let holder = own.first()?.holder.clone();
        let debit = |debit: &&Debit| mail::PrenoticeDebit {
            document: debit.document.clone(),
            amount: debit.amount,
            due_on: debit.due_on,
            mandate_number: debit.mandate_number.clone(),
            iban: debit.iban.clone(),
        };
        let (firm, language, debits) = (self.firm, self.item.language, own.iter().map(debit).collect());
        Some(mail::prenotice(&mail::Prenotice { firm, language, holder, debits }))
    }

    fn name_of(&self, id: PersonId) -> String {
        person(self.view, id).map_or_else(String::new, |person| person.full_name())
    }
}
